/**
 * The plugin's RBAC actions. Stable: Strapi deletes the grants of an action that is not registered at
 * boot, so an id is never renamed without a migration. Each last segment is unique, because the
 * admin's `useRBAC` names its flags after it (`posts.view` gives `canView`).
 */
export const ACTIONS = {
  viewPosts: 'plugin::tiktok.posts.view',
  composePosts: 'plugin::tiktok.posts.compose',
  publishPosts: 'plugin::tiktok.posts.publish-now',
  approvePosts: 'plugin::tiktok.posts.approve',
  resolvePosts: 'plugin::tiktok.posts.resolve',
  importPosts: 'plugin::tiktok.posts.import',
  readInsights: 'plugin::tiktok.insights.read-insights',
  manageRules: 'plugin::tiktok.rules.manage',
  connectAccounts: 'plugin::tiktok.accounts.connect',
  eraseAccounts: 'plugin::tiktok.accounts.erase',
  readSettings: 'plugin::tiktok.settings.read',
  changeSettings: 'plugin::tiktok.settings.change',
  reviewReadiness: 'plugin::tiktok.review.readiness',
} as const;

export type ActionId = (typeof ACTIONS)[keyof typeof ACTIONS];
