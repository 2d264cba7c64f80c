// For `moduleResolution: node`, which Strapi's own TypeScript apps use: it does not read `exports`.
export { default } from './dist/admin/src/index';
