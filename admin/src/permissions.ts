import { ACTIONS, type ActionId } from '../../contracts/permissions';

/** As Strapi's menu, `Page.Protect` and `useRBAC` want it; without `subject: null` it never matches. */
export interface Permission {
  action: ActionId;
  subject: null;
}

const anyOf = (...actions: ActionId[]): Permission[] =>
  actions.map((action) => ({ action, subject: null }));

/** Who sees which page; any of the listed actions will do. */
export const PERMISSIONS = {
  settingsPage: anyOf(ACTIONS.readSettings, ACTIONS.changeSettings),
  readSettings: anyOf(ACTIONS.readSettings, ACTIONS.changeSettings),
  changeSettings: anyOf(ACTIONS.changeSettings),
  accountsPage: anyOf(ACTIONS.connectAccounts, ACTIONS.eraseAccounts),
  connectAccounts: anyOf(ACTIONS.connectAccounts),
  eraseAccounts: anyOf(ACTIONS.eraseAccounts),
  postsPage: anyOf(ACTIONS.viewPosts, ACTIONS.composePosts),
  viewPosts: anyOf(ACTIONS.viewPosts),
  bulkPage: anyOf(ACTIONS.composePosts, ACTIONS.approvePosts),
  composePosts: anyOf(ACTIONS.composePosts),
  publishPosts: anyOf(ACTIONS.publishPosts),
  approvePosts: anyOf(ACTIONS.approvePosts),
  resolvePosts: anyOf(ACTIONS.resolvePosts),
  importPosts: anyOf(ACTIONS.importPosts),
  readInsights: anyOf(ACTIONS.readInsights),
  manageRules: anyOf(ACTIONS.manageRules),
  reviewReadiness: anyOf(ACTIONS.reviewReadiness),
  /** Whoever may do anything here may meet an error. */
  troubleshootingPage: anyOf(...Object.values(ACTIONS)),
};
