'use strict';

const path = require('node:path');

module.exports = ({ env }) => ({
  tiktok: {
    enabled: true,
    // This repository's own folder. Not '..': Strapi first tries `require.resolve` from inside its
    // own package, where '..' is something else.
    resolve: path.resolve(__dirname, '../..'),
    config: {
      // Earlier values of ENCRYPTION_KEY, while a rotation is under way.
      encryption: { previousKeys: env.array('TIKTOK_PREVIOUS_KEYS', []) },
      // The demo's TikTok lives on this machine.
      allowPrivateAddresses: env.bool('TIKTOK_ALLOW_PRIVATE_ADDRESSES', true),
      publisher: { leaseSeconds: env.int('TIKTOK_LEASE_SECONDS', 60) },
    },
  },
});
