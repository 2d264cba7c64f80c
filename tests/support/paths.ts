import path from 'node:path';

/** The repository. */
export const ROOT = path.resolve(__dirname, '../..');

/** The Strapi app that `npm run demo` starts; the tests boot the same one. */
export const APP = path.join(ROOT, 'demo');
