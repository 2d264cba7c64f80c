import { type Core } from '@strapi/strapi';

import { accountsOf } from '../accounts';
import { type PostRow, postsOf, type StateChanged } from '../posts';
import { createEmail } from './email';
import { createEvents } from './events';
import { createMailer } from './mailer';
import { eventsOf, needOf } from './needs';
import { createNotices, type Recipient } from './notices';
import { createNotifications } from './notifications-service';
import { approvers, peopleOfRoles, schedulerOf } from './recipients';

/** On a copy of a site everything is held at once; nobody is to be told of that post by post. */
const NOT_BY_MAIL = ['copied'];

/** Tells people and programs what became of posts and accounts. */
export const createAttention = ({ strapi }: { strapi: Core.Strapi }) => {
  const email = createEmail({ strapi });
  const notices = createNotices({ strapi });
  const notifications = createNotifications({ strapi, email });
  const events = createEvents({ strapi });
  const mailer = createMailer({ strapi, email, notices, notifications });

  const users = (ids: readonly (number | null)[]): Recipient[] =>
    [...new Set(ids.filter((id) => id !== null))].map((id) => ({ kind: 'user', id }));

  const tellPeople = async (change: StateChanged, post: PostRow): Promise<void> => {
    const need = needOf(change);
    const inForce = need === null ? null : await notifications.inForce();
    if (need === null || !inForce || NOT_BY_MAIL.includes(change.code)) return;
    const scheduler = schedulerOf(post);
    const told =
      need === 'awaiting_approval'
        ? (await approvers(strapi)).filter((id) => id !== post.created_by_id)
        : [scheduler, ...(await peopleOfRoles(strapi, inForce.roleIds))];
    await notices.add(users(told), { need, postId: post.id, accountId: null });
  };

  const remindCreator = async (change: StateChanged, post: PostRow): Promise<void> => {
    if (change.to !== 'in_inbox') return;
    const inForce = await notifications.inForce();
    if (!inForce?.creatorReminders) return;
    const account = await accountsOf(strapi).find(post.account_id);
    if (!account?.creatorEmail) return;
    await notices.add([{ kind: 'creator', id: account.id }], {
      need: 'in_inbox',
      postId: post.id,
      accountId: account.id,
    });
  };

  return {
    notifications,
    mailer,

    /** Hears of every stored change of a post's state, once. */
    async postChanged(change: StateChanged): Promise<void> {
      // Most changes concern nobody, and a post goes through many.
      if (eventsOf(change).length === 0 && change.to !== 'in_inbox') return;
      const post = await postsOf(strapi).find(change.postId);
      if (!post) return;
      await events.postChanged(change, post);
      await tellPeople(change, post);
      await remindCreator(change, post);
    },

    /** Hears that an account lost its sign-in or was disconnected. */
    async accountDisconnected(accountId: number, reason: string): Promise<void> {
      await events.accountDisconnected(accountId, reason);
      const inForce = await notifications.inForce();
      if (!inForce) return;
      const told = users(await peopleOfRoles(strapi, inForce.roleIds));
      await notices.add(told, { need: 'account', postId: null, accountId });
    },
  };
};

export type Attention = ReturnType<typeof createAttention>;

export const attentionOf = (strapi: Core.Strapi): Attention =>
  strapi.plugin('tiktok').service('attention');
