import { ACTIONS, type ActionId } from '../../../contracts/permissions';

interface RoleAction {
  section: 'plugins' | 'settings';
  category?: string;
  subCategory: string;
  displayName: string;
  uid: string;
  pluginName: 'tiktok';
}

const uidOf = (action: ActionId): string => action.replace('plugin::tiktok.', '');

const pluginAction = (action: ActionId, subCategory: string, displayName: string): RoleAction => ({
  section: 'plugins',
  subCategory,
  displayName,
  uid: uidOf(action),
  pluginName: 'tiktok',
});

const settingsAction = (
  action: ActionId,
  subCategory: string,
  displayName: string,
): RoleAction => ({
  section: 'settings',
  category: 'TikTok',
  subCategory,
  displayName,
  uid: uidOf(action),
  pluginName: 'tiktok',
});

/** Always registered, all of them: Strapi drops the grants of actions it does not know at boot. */
export const ROLE_ACTIONS: RoleAction[] = [
  pluginAction(ACTIONS.viewPosts, 'posts', 'Read posts'),
  pluginAction(ACTIONS.composePosts, 'posts', 'Compose and schedule'),
  pluginAction(ACTIONS.publishPosts, 'posts', 'Publish now and retry'),
  pluginAction(ACTIONS.approvePosts, 'posts', 'Approve'),
  pluginAction(ACTIONS.resolvePosts, 'posts', 'Cancel and resolve'),
  pluginAction(ACTIONS.importPosts, 'posts', 'Import'),
  pluginAction(ACTIONS.readInsights, 'insights', 'Read insights'),
  pluginAction(ACTIONS.manageRules, 'rules', 'Manage rules'),
  settingsAction(ACTIONS.connectAccounts, 'accounts', 'Connect and disconnect accounts'),
  settingsAction(ACTIONS.eraseAccounts, 'accounts', 'Erase accounts'),
  settingsAction(ACTIONS.readSettings, 'app', 'Read settings'),
  settingsAction(ACTIONS.changeSettings, 'app', 'Change settings'),
  settingsAction(ACTIONS.reviewReadiness, 'review', 'Review readiness'),
];
