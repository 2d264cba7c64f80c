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
};

module.exports = { addPeople, OWNER, EDITOR, PASSWORD };
