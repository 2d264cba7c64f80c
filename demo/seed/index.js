'use strict';

const { addEntries } = require('./entries');
const { addMedia } = require('./media');
const { addPeople } = require('./people');
const { chooseSettings } = require('./tiktok');

/** Fills an empty site; a site that has an administrator is left as it is. */
const seed = async (strapi) => {
  if ((await strapi.db.query('admin::user').count()) > 0) return;
  await strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French (fr)' });
  await addEntries(strapi, await addMedia(strapi));
  await chooseSettings(strapi);
  // Last, because it is the mark that all the rest is there.
  await addPeople(strapi);
};

module.exports = { seed };
