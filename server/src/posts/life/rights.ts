import { type Core } from '@strapi/strapi';

import { ACTIONS } from '../../../../contracts/permissions';
import { type EntrySource, type PostReason } from '../../../../contracts/posts';
import { type Account, accountsOf } from '../../accounts';
import { contentOf, publicationsOf } from '../../content';
import { createMemory, type Memory } from '../../database/memory';
import { createTypeSwitches } from '../../content/type-switches';
import { callerById } from '../../http/caller-by-id';
import { type Caller } from '../../http/handle';
import { forbidden, Problem } from '../../http/problem';
import { mediaOf } from '../../media';
import { reason } from './reasons';
import { type PostRow } from './rows';

/** What another process, or another part of Strapi, changed about rights holds here after so long. */
const RIGHTS_MS = 3_000;

interface Rights {
  callers: Memory<number, Caller | null>;
  files: Memory<string, boolean>;
}
const remembered = new WeakMap<Core.Strapi, Rights>();

/** What a person's rights are made of. */
const MODELS = ['admin::user', 'admin::role', 'admin::permission', 'plugin::upload.file'];

/**
 * Rights as they were seconds ago: of hundreds of posts that one person agreed to, each asks for the
 * same. A change that this Strapi makes holds at once.
 */
const rightsOf = (strapi: Core.Strapi): Rights => {
  const known = remembered.get(strapi);
  if (known) return known;
  const rights: Rights = { callers: createMemory(RIGHTS_MS), files: createMemory(RIGHTS_MS) };
  const forget = (): void => {
    rights.callers.forget();
    rights.files.forget();
  };
  strapi.db.lifecycles.subscribe({
    models: MODELS,
    afterCreate: forget,
    afterCreateMany: forget,
    afterUpdate: forget,
    afterUpdateMany: forget,
    afterDelete: forget,
    afterDeleteMany: forget,
  });
  remembered.set(strapi, rights);
  return rights;
};

const sourceOf = ({ uid, document_id, locale, source_status }: PostRow): EntrySource | null =>
  uid !== null && document_id !== null
    ? { uid, documentId: document_id, locale, status: source_status ?? 'published' }
    : null;

/**
 * What keeps this person from posting this post now: the plugin's own right, the account's roles,
 * the rights on each file and on the entry. Null when nothing does.
 */
export const whatForbids = async (
  strapi: Core.Strapi,
  caller: Caller,
  post: PostRow,
  account: Pick<Account, 'roleIds'>,
  /** The person knows that the entry was unpublished or deleted, and sends it anyway. */
  evenIfGone = false,
  mayRead = (who: Caller, assetId: number) => mediaOf(strapi).mayRead(who, assetId),
): Promise<string | null> => {
  const rights: string[] = [ACTIONS.composePosts, ACTIONS.publishPosts];
  // Approving is a right of its own; it answers for what was approved, and for nothing else.
  if (post.consent?.approved) rights.push(ACTIONS.approvePosts);
  if (!rights.some((right) => caller.ability.can(right))) {
    return 'may not post to TikTok';
  }
  if (!accountsOf(strapi).mayPostWith(caller, account)) {
    return 'may not post with the account of this post';
  }
  for (const file of post.media) {
    if (!(await mayRead(caller, file.assetId))) {
      return `may not read the file "${file.name}"`;
    }
  }
  const source = sourceOf(post);
  if (source && !(await createTypeSwitches({ strapi }).isOn(source.uid))) {
    return 'may not post entries of a type that is switched off for TikTok';
  }
  if (
    source &&
    !(await contentOf(strapi).mayPost(caller, source)).may &&
    !(evenIfGone && (await contentOf(strapi).mayPostGone(caller, source)))
  ) {
    return 'may not publish its entry, or the entry is gone';
  }
  return null;
};

/**
 * An entry can end without anybody being told (a deleted locale takes its entries along): who sends
 * its post is told first. Whoever was told may send it knowingly.
 * @throws Problem `entry_gone`
 */
const requireEntryOrKnowing = async (strapi: Core.Strapi, post: PostRow): Promise<void> => {
  const source = sourceOf(post);
  const isTold =
    post.reason?.code.startsWith('entry_') === true ||
    post.consent?.sentBy !== undefined ||
    (post.state === 'held' && post.rule_name === null);
  if (!source || isTold || (await contentOf(strapi).readEntry(source))) return;
  publicationsOf(strapi).lookSoon();
  throw new Problem({
    status: 409,
    code: 'entry_gone',
    message: 'The entry of this post is gone: it was deleted or is no longer published in Strapi.',
    remedy:
      'Nothing was sent. Reload the post: it is held or, where its rule says so, cancelled. What is held can still be sent.',
  });
};

/** @throws Problem `forbidden`, saying what keeps this person from sending this post; `entry_gone` */
export const requireMaySend = async (
  strapi: Core.Strapi,
  caller: Caller,
  post: PostRow,
  account: Pick<Account, 'roleIds'>,
): Promise<void> => {
  await requireEntryOrKnowing(strapi, post);
  const forbids = await whatForbids(strapi, caller, post, account, true);
  if (!forbids) return;
  throw forbidden(
    `You cannot send this post: ${caller.name} ${forbids}.`,
    'Ask an administrator for that right, or someone who has it to send it.',
  );
};

/**
 * Whoever agreed to a post, or sent it again since, must still have the right to when it goes out: a
 * person who left or changed roles leaves held posts behind, and so does a consent for all posts of a
 * rule that has ended. Null when it may go.
 */
export const lostRights = async (
  strapi: Core.Strapi,
  post: PostRow,
  account: Pick<Account, 'roleIds'>,
): Promise<PostReason | null> => {
  const { consent } = post;
  if (!consent) return null;
  const { waiver } = consent;
  if (waiver && !consent.sentBy && Date.parse(waiver.expiresAt) <= Date.now()) {
    return reason(
      'waiver_expired',
      `The consent for all posts of the rule "${waiver.rule}" ended before this one was sent.`,
      'Someone who may post it looks at it and sends it, or cancels it.',
    );
  }
  const { id, name } = consent.sentBy ?? { id: consent.byId, name: consent.byName };
  const caller = await rightsOf(strapi).callers.read(id, () => callerById(strapi, id));
  const why = caller
    ? await whatForbids(
        strapi,
        caller,
        post,
        account,
        consent.sentBy !== undefined,
        (who, assetId) =>
          rightsOf(strapi).files.read(`${who.id}:${assetId}`, () =>
            mediaOf(strapi).mayRead(who, assetId),
          ),
      )
    : 'can no longer sign in here';
  if (why === null) return null;
  return reason(
    'right_lost',
    `${name}, who answers for this post, ${why}, so it was not sent.`,
    'Someone who may post it looks at it and sends it, or cancels it.',
  );
};
