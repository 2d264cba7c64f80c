import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../../contracts/posts';
import { type Accounts } from '../../accounts';
import { publicationsOf } from '../../content';
import { databaseNowMs } from '../../database/clock';
import { type Caller } from '../../http/handle';
import { Problem } from '../../http/problem';
import { type Media } from '../../media';
import { whyOnlyDraft } from '../life/cancelled';
import { consentDigest } from '../life/consent';
import { type Guard, GuardTaken } from '../life/guards';
import { reason } from '../life/reasons';
import { type PostRow } from '../life/rows';
import { type Engine } from '../queue/engine';
import { type Gate, type PostPass } from './gate';
import { latestPosts } from './repeats';
import { among, isSlot, repeatGuards, sameFiles, slotGuard } from './same-moment';
import { RESTORES } from './verbs';
import { sourceOf } from './view';

/** What keeps it from going out as it was is said; what forbids the call itself is not an obstacle. */
const isObstacle = (error: unknown): error is Problem =>
  error instanceof Problem &&
  error.details.status === 409 &&
  !['version_conflict', 'not_in_this_state'].includes(error.details.code);

interface RestoringOptions {
  strapi: Core.Strapi;
  gate: Gate;
  accounts: Accounts;
  media: Media;
  /** What an entry is now, in short. */
  entryNow: (source: EntrySource) => Promise<PostRow['entry_seen']>;
  engine: () => Engine;
}

/**
 * Takes a cancelling back. The post is what it was, with its consent, if that still covers it and its
 * time is to come; else it is a draft again and says why.
 */
export const createRestoring = ({
  strapi,
  gate,
  accounts,
  media,
  entryNow,
  engine,
}: RestoringOptions) => {
  const missedItsEntry = async (post: PostRow): Promise<boolean> => {
    const source = post.waits_for_entry ? sourceOf(post) : null;
    const live = source && (await entryNow({ ...source, status: 'published' }));
    return live ? live.at >= post.updated_at : false;
  };

  /** What is no longer as it was agreed to, in words; null: everything is. */
  const whatChanged = async (post: PostRow): Promise<string | null> => {
    const account = await accounts.find(post.account_id);
    const digest =
      account &&
      consentDigest({
        openId: account.openId,
        shareType: post.share_type,
        kind: post.kind,
        content: post.content,
        options: post.options,
        media: post.media,
      });
    if (digest !== post.consent?.digest) return 'What was agreed to is no longer what it holds.';
    for (const file of post.media) {
      if (await media.isUnchanged(file)) continue;
      return `The file "${file.name}" was replaced or removed while it was cancelled.`;
    }
    if (await missedItsEntry(post)) return 'Its entry was published while it was cancelled.';
    // Of others with these files the person was told when they agreed to this one; not of later ones.
    const since = (await latestPosts(strapi)(post.account_id)).some(
      ({ id, media: files, consent }) =>
        id !== post.id &&
        consent !== null &&
        Date.parse(consent.at) > post.updated_at &&
        sameFiles(files, post.media),
    );
    return since ? 'The same file was sent to this account while it was cancelled.' : null;
  };

  /** What it must have for itself: its files on its account at this moment, and its time. */
  const placeOf = async (post: PostRow): Promise<Guard[]> => {
    const repeats = repeatGuards(post, await databaseNowMs(strapi), among());
    const at = post.waits_for_entry ? null : post.scheduled_at;
    return at === null ? repeats : [slotGuard(post.account_id, at), ...repeats];
  };

  const whyTaken = (taken: GuardTaken): string =>
    isSlot(taken)
      ? 'Another post has its posting time now.'
      : 'The same file was sent to this account while it was cancelled.';

  const noteOf = ({ name }: Caller, why: string | null) => ({
    code: 'restored',
    message: [
      `${name} took the cancelling back.`,
      ...(why === null ? [] : [`It is a draft again. ${why}`]),
    ].join(' '),
    actor: name,
  });

  const asDraft = ({ move, caller }: PostPass, why: string | null): Promise<PostRow> =>
    move({
      nextStepAt: null,
      patch: {
        cancelled_from: null,
        consent: null,
        waits_for_entry: 0,
        reason:
          why &&
          JSON.stringify(reason('restored_as_draft', why, 'Look at it, and schedule it again.')),
      },
      note: noteOf(caller, why),
    });

  /** @throws GuardTaken where it goes, and another post has what it takes */
  const asItWas = async ({ post, move, caller }: PostPass, goes: boolean): Promise<PostRow> => {
    const moved = await move({
      ...(goes ? { guards: await placeOf(post) } : {}),
      nextStepAt: goes && !post.waits_for_entry ? post.scheduled_at : null,
      patch: { cancelled_from: null },
      note: noteOf(caller, null),
    });
    // Nobody looked at its entry since it was cancelled.
    publicationsOf(strapi).lookSoon();
    engine().nudge();
    return moved;
  };

  return {
    async restore(caller: Caller, id: number, version: number): Promise<PostRow> {
      const draft = async (why: string) =>
        asDraft(await gate.pass(caller, id, ['restore_draft'], { version }), why);
      try {
        const pass = await gate.pass(caller, id, RESTORES, { version });
        const { post } = pass;
        if (pass.verb === 'restore_draft') return await asDraft(pass, whyOnlyDraft(post));
        if (pass.verb === 'restore_request') return await asItWas(pass, false);
        pass.requireMoment(post.waits_for_entry ? 'entry' : post.scheduled_at);
        const why = await whatChanged(post);
        return why === null ? await asItWas(pass, true) : await draft(why);
      } catch (error) {
        if (error instanceof GuardTaken) return draft(whyTaken(error));
        if (isObstacle(error)) return draft(error.details.message);
        throw error;
      }
    },
  };
};

export type Restoring = ReturnType<typeof createRestoring>;
