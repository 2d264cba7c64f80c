import { PATIENCE_SECONDS } from './until';

// Booting Strapi takes seconds on a busy machine; no test measures time. Beyond what a test waits for
// (until.ts), so that it can say in its own words what did not come.
jest.setTimeout(5 * PATIENCE_SECONDS * 1000);
