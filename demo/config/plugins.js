'use strict';

const path = require('node:path');

module.exports = ({ env }) => ({
  tiktok: {
    enabled: true,
    // This repository's own folder. Not '..': Strapi first tries `require.resolve` from inside its
    // own package, where '..' is something else.
    resolve: path.resolve(__dirname, '../..'),
    config: {
      // The demo's TikTok lives on this machine.
      allowPrivateAddresses: env.bool('TIKTOK_ALLOW_PRIVATE_ADDRESSES', true),
    },
  },
});
