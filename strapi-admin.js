// What Strapi's admin build looks for when the plugin is resolved from a folder.
export { default } from './dist/admin/index.mjs';
