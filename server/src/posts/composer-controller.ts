import {
  checkRepeats,
  checkRepeatsOfMany,
  openComposer,
  openComposerAccount,
  openComposerEntries,
  openComposerMedia,
  openComposerPosts,
  type OpenedAccount,
  type OpenedMedia,
} from '../../../contracts/composer';
import { type RequestOf } from '../../../contracts/endpoint';
import { type ShareType } from '../../../contracts/settings';
import { accountsOf } from '../accounts';
import { contentOf } from '../content';
import { type Caller, type Controller, handle } from '../http/handle';
import { isNotFound, notFound } from '../http/problem';
import { inBatches, mediaOf, shownDigest } from '../media';
import { settingsOf, shareTypeChoice } from '../settings';
import { creatorView } from './people/creator';
import { formWarnings } from './people/form-warnings';
import { findRepeats, type LatestPosts, latestPosts } from './people/repeats';
import { postsOf } from './service';

/** What an app that TikTok has not audited can do, said before the press rather than after (T60). */
const UNAUDITED =
  'TikTok has not audited this app for Direct Post. It can only post to accounts that are private at that moment, and only with "Only me". Making the post public afterwards is done by hand in the TikTok app.';

/** Null for what the caller may not see or is not there. */
const orNull = <T>(found: Promise<T>): Promise<T | null> =>
  found.catch((error: unknown) => {
    if (isNotFound(error)) return null;
    throw error;
  });

/** What the post form asks: the account, the files, entries as material, and what would repeat. */
export const composerController: Controller = ({ strapi }) => {
  /** The account's part of the form, asked of TikTok at this moment for Direct Post. */
  const openAccount = async (
    caller: Caller,
    accountId: number,
    shareType: ShareType,
  ): Promise<OpenedAccount> => {
    const { accountFor, creators } = postsOf(strapi).people;
    const account = await accountFor(caller, accountId, shareType);
    const direct = shareType === 'direct_post';
    const asked = direct ? await creators.ask(account) : null;
    const audited = !direct || (await settingsOf(strapi).isAudited(account.mode));
    return {
      creator: asked?.ok
        ? creatorView(asked.creator, await accountsOf(strapi).avatarUrl(account, caller))
        : null,
      cannotPost: asked && !asked.ok ? asked.cannotPost : null,
      unauditedNote: audited ? null : UNAUDITED,
    };
  };

  /** The files that the caller may read, each once, in the order asked for, with their preflight. */
  const openMedia = async (
    caller: Caller,
    assetIds: readonly number[],
    signal: AbortSignal,
  ): Promise<OpenedMedia[]> => {
    const media = mediaOf(strapi);
    const wanted = [...new Set(assetIds)];
    const items = await media.items(
      wanted.map((assetId) => ({ assetId, field: null })),
      caller,
      signal,
    );
    const byId = new Map(items.map((item) => [item.assetId, item]));
    return inBatches(wanted, async (assetId) => {
      const item = byId.get(assetId);
      if (!item) throw notFound(`The file number ${assetId}`);
      const options = { asker: { person: caller.id }, signal };
      const { facts, findings, fingerprint } = await media.probe(assetId, options);
      return { ...item, facts, findings, fingerprint: fingerprint && shownDigest(fingerprint) };
    });
  };

  const shareTypes = async () => shareTypeChoice(await settingsOf(strapi).current());

  const repeatsOf = async (
    caller: Caller,
    asked: RequestOf<typeof checkRepeats>['body'],
    latest?: LatestPosts,
  ) => {
    const account = await accountsOf(strapi).require(asked.accountId);
    if (!accountsOf(strapi).mayPostWith(caller, account)) throw notFound('This TikTok account');
    for (const assetId of asked.assetIds) {
      if (!(await mediaOf(strapi).mayRead(caller, assetId))) {
        throw notFound(`The file number ${assetId}`);
      }
    }
    return findRepeats(
      strapi,
      (post) => postsOf(strapi).reading.maySee(caller, post),
      asked,
      latest,
    );
  };

  return {
    open: handle(openComposer, async ({ caller, body, signal }) => {
      // The account first: a file is read only for someone who may post with it.
      const account = await openAccount(caller, body.accountId, body.shareType);
      const media = await openMedia(caller, body.assetIds, signal);
      const kind = media.some((item) => item.kind === 'video') ? 'video' : 'photo';
      return { ...account, media, warnings: await formWarnings(strapi, kind) };
    }),
    account: handle(openComposerAccount, ({ caller, body }) =>
      openAccount(caller, body.accountId, body.shareType),
    ),
    media: handle(openComposerMedia, async ({ caller, body, signal }) => ({
      media: await openMedia(caller, body.assetIds, signal),
      warnings: {
        video: await formWarnings(strapi, 'video'),
        photo: await formWarnings(strapi, 'photo'),
      },
      shareTypes: await shareTypes(),
    })),
    entries: handle(openComposerEntries, async ({ caller, body }) => ({
      ...(await contentOf(strapi).readEntriesFor(caller, body)),
      shareTypes: await shareTypes(),
    })),
    posts: handle(openComposerPosts, async ({ caller, body }) => {
      const wanted = [...new Set(body.postIds)];
      const found = await inBatches(wanted, (id) =>
        orNull(postsOf(strapi).reading.view(caller, id)),
      );
      return {
        posts: found.filter((post) => post !== null),
        missing: wanted.filter((_, index) => found[index] === null),
        shareTypes: await shareTypes(),
      };
    }),
    repeats: handle(checkRepeats, async ({ caller, body }) => ({
      repeats: await repeatsOf(caller, body),
    })),
    repeatsOfMany: handle(checkRepeatsOfMany, async ({ caller, body }) => {
      const latest = latestPosts(strapi);
      return {
        found: await inBatches(body.posts, (post) => orNull(repeatsOf(caller, post, latest))),
      };
    }),
  };
};
