'use strict';

/** Printed by `npm run demo`; harmless because the demo listens on this machine only. */
const PASSWORD = 'TikTok-demo-2026';
const OWNER = { email: 'demo@example.com', firstname: 'Demo', lastname: 'Admin' };
const EDITOR = { email: 'editor@example.com', firstname: 'Edda', lastname: 'Editor' };

/** What an Editor needs to post; settings and accounts stay with the administrator. */
const EDITOR_ACTIONS = [
  'plugin::tiktok.posts.view',
  'plugin::tiktok.posts.compose',
  'plugin::tiktok.posts.publish-now',
];

/**
 * The Editor's rights on entries, in every language. Strapi gives them before a type's languages are
 * known and then takes back those that name none; the Super Admin's name all of them.
 */
const giveEntries = async (strapi, from, to) => {
  const explorer = { action: { $startsWith: 'plugin::content-manager.explorer.' } };
  const permissions = strapi.db.query('admin::permission');
  const rights = await permissions.findMany({ where: { role: { id: from.id }, ...explorer } });
  const ofContent = rights.filter(({ subject }) => subject?.startsWith('api::'));
  const own = await permissions.findMany({ where: { role: { id: to.id }, ...explorer } });
  await strapi
    .service('admin::permission')
    .deleteByIds(own.filter(({ subject }) => subject?.startsWith('api::')).map(({ id }) => id));
  await strapi.service('admin::role').addPermissions(
    to.id,
    ofContent.map(({ action, subject, properties, conditions }) => ({
      action,
      subject,
      properties,
      conditions,
    })),
  );
};

const addPeople = async (strapi) => {
  const users = strapi.service('admin::user');
  const roles = strapi.service('admin::role');
  const owner = await roles.getSuperAdmin();
  const editor = await roles.findOne({ code: 'strapi-editor' });
  const account = { password: PASSWORD, isActive: true };
  await users.create({ ...OWNER, ...account, roles: [owner.id] });
  await users.create({ ...EDITOR, ...account, roles: [editor.id] });
  await roles.addPermissions(
    editor.id,
    EDITOR_ACTIONS.map((action) => ({ action, subject: null, properties: {}, conditions: [] })),
  );
  await giveEntries(strapi, owner, editor);
};

module.exports = { addPeople, OWNER, EDITOR, PASSWORD };
