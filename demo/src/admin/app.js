/** No tours, no release news: the demo shows the plugin. */
export default {
  config: { tutorials: false, notifications: { releases: false }, locales: ['fr', 'de'] },
  bootstrap() {},
};
