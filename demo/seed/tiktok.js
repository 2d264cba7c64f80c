'use strict';

/**
 * The one place where the demo decides for the plugin: the emulator's app is "audited" and posts
 * directly, so that the first post ends as published. Everything else is the plugin's default, and
 * the key pair comes from the environment.
 */
const chooseSettings = (strapi) =>
  strapi
    .plugin('tiktok')
    .service('settings')
    .update(
      {
        shareType: 'direct_post',
        allowDirectPost: true,
        allowInbox: true,
        profileCard: true,
        audited: { sandbox: true, live: true },
      },
      // Nobody else has seen these settings yet.
      'latest',
    );

module.exports = { chooseSettings };
