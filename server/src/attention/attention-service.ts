import { type Core } from '@strapi/strapi';

import { type AttentionGroup, type getAttention } from '../../../contracts/attention';
import { type ResponseOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import { accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { type PostFilter, postsOf, UPCOMING } from '../posts';
import { settingsOf } from '../settings';

/** How many posts of each kind are shown at once. */
const SHOWN = 5;

const GROUPS: Record<AttentionGroup['kind'], PostFilter> = {
  outcome_unknown: { state: ['outcome_unknown'] },
  failed: { state: ['failed'] },
  missed: { state: ['held'], atRest: true, reasonCode: { is: 'missed' } },
  held: { state: ['held'], atRest: true, reasonCode: { not: 'missed' } },
  entry_changed: { state: ['scheduled'], entryChanged: true },
  awaiting_approval: { state: ['awaiting_approval'] },
  returned: { state: ['draft'], reasonCode: { is: 'returned' } },
};

/** What of a kind is for this person to do; null: none of it. */
const theirs = (kind: AttentionGroup['kind'], { id, ability }: Caller): PostFilter | null => {
  if (kind === 'awaiting_approval' && !ability.can(ACTIONS.approvePosts)) return null;
  return kind === 'returned' ? { ...GROUPS[kind], authorId: id } : GROUPS[kind];
};

/** Whether any app's Client Key is known, good or not. */
const hasApp = async (strapi: Core.Strapi): Promise<boolean> =>
  Object.values(await settingsOf(strapi).clientKeys()).some((key) => key !== null);

const order = { by: 'time', direction: 'asc' } as const;

/** What needs a hand, of what the caller may see. */
export const findAttention = async (
  strapi: Core.Strapi,
  caller: Caller,
): Promise<ResponseOf<typeof getAttention>> => {
  const posts = postsOf(strapi).reading;
  const groups: AttentionGroup[] = [];
  for (const kind of Object.keys(GROUPS) as AttentionGroup['kind'][]) {
    const filter = theirs(kind, caller);
    if (!filter) continue;
    const found = await posts.list(caller, { ...filter, order }, 1, SHOWN);
    // What a condition of the role hides on the first page is not counted either.
    const total = found.total <= SHOWN ? found.posts.length : found.total;
    if (total > 0) groups.push({ kind, total, posts: found.posts });
  }
  const connects = caller.ability.can(ACTIONS.connectAccounts);
  const every = await accountsOf(strapi).all();
  const accounts = every
    .filter((account) => account.state === 'reconnect')
    .filter((account) => connects || accountsOf(strapi).mayPostWith(caller, account));
  const next = await posts.list(caller, { state: [...UPCOMING], atRest: false, order }, 1, SHOWN);
  return {
    total: groups.reduce((sum, { total }) => sum + total, accounts.length),
    groups,
    accounts: accounts.map(({ id, nickname, handle, state, stateMessage }) => ({
      id,
      nickname,
      handle,
      state,
      stateMessage,
    })),
    setup: every.length > 0 ? null : (await hasApp(strapi)) ? 'account' : 'app',
    next: next.posts,
  };
};
