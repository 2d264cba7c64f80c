'use strict';

const { seed } = require('../seed');

module.exports = {
  /** `npm run demo` asks for sample content; tests start from an empty site unless they ask too. */
  async bootstrap({ strapi }) {
    if (process.env.DEMO_SEED === 'true') await seed(strapi);
  },
};
