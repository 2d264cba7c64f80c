import { type Core } from '@strapi/strapi';

import { type AttentionGroup, type getAttention } from '../../../contracts/attention';
import { type ResponseOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import { accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { type PostFilter, postsOf, UPCOMING } from '../posts';

/** How many posts of each kind are shown at once. */
const SHOWN = 5;

const GROUPS: Record<AttentionGroup['kind'], PostFilter> = {
  outcome_unknown: { state: ['outcome_unknown'] },
  failed: { state: ['failed'] },
  missed: { state: ['held'], atRest: true, reasonCode: { is: 'missed' } },
  held: { state: ['held'], atRest: true, reasonCode: { not: 'missed' } },
  entry_changed: { state: ['scheduled'], entryChanged: true },
  awaiting_approval: { state: ['awaiting_approval'] },
};

const order = { by: 'time', direction: 'asc' } as const;

/** What needs a hand, of what the caller may see. */
export const findAttention = async (
  strapi: Core.Strapi,
  caller: Caller,
): Promise<ResponseOf<typeof getAttention>> => {
  const posts = postsOf(strapi).reading;
  const groups: AttentionGroup[] = [];
  for (const kind of Object.keys(GROUPS) as AttentionGroup['kind'][]) {
    if (kind === 'awaiting_approval' && !caller.ability.can(ACTIONS.approvePosts)) continue;
    const found = await posts.list(caller, { ...GROUPS[kind], order }, 1, SHOWN);
    // What a condition of the role hides on the first page is not counted either.
    const total = found.total <= SHOWN ? found.posts.length : found.total;
    if (total > 0) groups.push({ kind, total, posts: found.posts });
  }
  const connects = caller.ability.can(ACTIONS.connectAccounts);
  const accounts = (await accountsOf(strapi).all())
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
    next: next.posts,
  };
};
