import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../contracts/permissions';
import { isOneOf } from '../../../contracts/posts';
import { accountsOf } from '../accounts';
import { linksOf, type Language } from '../handover';
import { callerById } from '../http/caller-by-id';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { withoutTrailingSlashes } from '../http/slashes';
import { NEEDS_PERSON, type PostRow, postsOf } from '../posts';
import { adminUrlOf } from '../settings';
import { type MailItem, type ReminderItem } from './mail-body';
import { type Need } from './needs';
import { type Notice } from './notices';
import { personById, schedulerOf } from './recipients';

/** A page of the admin. */
export const adminAddress = (strapi: Core.Strapi, path: `/${string}`): string =>
  `${withoutTrailingSlashes(adminUrlOf(strapi).href)}${path}`;

/** Only the newest notice of each post and account is worth a line. */
const newestOf = (notices: readonly Notice[]): Notice[] => [
  ...new Map(
    notices.map((notice) => [`${notice.post_id}:${notice.account_id}`, notice] as const),
  ).values(),
];

const visible = async (
  strapi: Core.Strapi,
  caller: Caller,
  id: number,
): Promise<PostRow | null> => {
  try {
    return await postsOf(strapi).reading.requireVisible(caller, id);
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
};

/** What can still be told to a person: what they may see now and what still needs a hand. */
export const itemsFor = async (
  strapi: Core.Strapi,
  userId: number,
  notices: readonly Notice[],
): Promise<MailItem[]> => {
  const caller = await callerById(strapi, userId);
  if (!caller) return [];

  const ofPost = async (postId: number, need: Need): Promise<MailItem | null> => {
    const right = need === 'awaiting_approval' ? ACTIONS.approvePosts : ACTIONS.viewPosts;
    if (!caller.ability.can(right)) return null;
    const post = await visible(strapi, caller, postId);
    if (!post || !isOneOf(post.state, NEEDS_PERSON)) return null;
    const account = await accountsOf(strapi).find(post.account_id);
    return {
      need,
      title: post.title ?? '',
      account: account?.nickname ?? '',
      why: [post.reason?.message, post.reason?.remedy].filter(Boolean).join(' ') || null,
      url: adminAddress(strapi, `/plugins/tiktok/posts/${post.id}`),
    };
  };

  const ofAccount = async (accountId: number): Promise<MailItem | null> => {
    const account = await accountsOf(strapi).find(accountId);
    if (!account || account.erased || account.state === 'connected') return null;
    const sees =
      caller.ability.can(ACTIONS.connectAccounts) ||
      accountsOf(strapi).mayPostWith(caller, account);
    if (!sees) return null;
    return {
      need: 'account',
      title: '',
      account: account.nickname,
      why: account.stateMessage,
      url: adminAddress(strapi, '/settings/tiktok/accounts'),
    };
  };

  const items: MailItem[] = [];
  for (const { need, post_id: postId, account_id: accountId } of newestOf(notices)) {
    if (need === 'in_inbox') continue;
    let item: MailItem | null = null;
    if (postId !== null) item = await ofPost(postId, need);
    else if (accountId !== null) item = await ofAccount(accountId);
    if (item) items.push(item);
  }
  return items;
};

export interface Reminder {
  to: string;
  language: Language;
  items: [ReminderItem, ...ReminderItem[]];
}

/**
 * What a creator is reminded of: drafts that still wait, each with a new link. The language is that
 * of the person who sent the draft. Null when nothing waits any more, or no address is kept.
 */
export const reminderFor = async (
  strapi: Core.Strapi,
  accountId: number,
  notices: readonly Notice[],
): Promise<Reminder | null> => {
  const account = await accountsOf(strapi).find(accountId);
  if (!account || account.erased || account.creatorEmail === null) return null;
  const items: ReminderItem[] = [];
  let language: Language = 'en';
  for (const { post_id: postId } of newestOf(notices)) {
    const post = postId === null ? null : await postsOf(strapi).find(postId);
    const link = post && (await linksOf(strapi).forReminder(post.id));
    if (!post || !link) continue;
    const by = schedulerOf(post);
    language = (by === null ? null : await personById(strapi, by))?.language ?? language;
    items.push({
      title: post.title ?? '',
      account: account.nickname,
      url: link.url,
      expiresAt: link.expiresAt,
    });
  }
  const [first, ...rest] = items;
  return first ? { to: account.creatorEmail, language, items: [first, ...rest] } : null;
};
