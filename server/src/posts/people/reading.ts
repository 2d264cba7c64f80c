import { type Core } from '@strapi/strapi';

import { type EntrySource, type PostSummary, type PostView } from '../../../../contracts/posts';
import { type Accounts } from '../../accounts';
import { type Caller } from '../../http/handle';
import { type Media } from '../../media';
import { type Settings } from '../../settings';
import { type AttemptStore } from '../life/attempt-store';
import { type OnScreen } from './on-screen';
import { type PostFilter, type PostStore } from '../life/post-store';
import { type PostRow } from '../life/rows';
import { readTimeline } from '../life/timeline';
import { type Gates, waitsBehind } from '../limits/gates';
import { coverAssetOf, summaryOf, viewOf } from './view';
import { type Visibility } from './visibility';

interface ReadingOptions {
  strapi: Core.Strapi;
  posts: PostStore;
  attempts: AttemptStore;
  accounts: Accounts;
  media: Media;
  settings: Settings;
  visibility: Visibility;
  onScreen: OnScreen;
  gates: Gates;
}

/** Posts as people see them: only what they may see, in the contract's shapes. */
export const createReading = ({
  strapi,
  posts,
  attempts,
  accounts,
  media,
  settings,
  visibility,
  onScreen,
  gates,
}: ReadingOptions) => {
  /** The accounts whose posts this person may see. */
  const visibleAccounts = async (caller: Caller) => {
    const all = await accounts.all();
    return new Map(
      all
        .filter((account) => accounts.mayPostWith(caller, account))
        .map((account) => [
          account.id,
          {
            id: account.id,
            nickname: account.nickname,
            handle: account.handle,
            clientKey: account.clientKey,
          },
        ]),
    );
  };

  /** The same as a filter; the shorter of the two lists, and none where nothing is hidden. */
  const byVisible = async (
    names: Awaited<ReturnType<typeof visibleAccounts>>,
  ): Promise<Pick<PostFilter, 'accountIds' | 'exceptAccountIds'>> => {
    const hidden = (await accounts.everyId()).filter((id) => !names.has(id));
    if (hidden.length === 0) return {};
    return hidden.length < names.size
      ? { exceptAccountIds: hidden }
      : { accountIds: [...names.keys()] };
  };

  const thumbnailsOf = (caller: Caller, rows: readonly PostRow[]) =>
    media.thumbnails(
      caller,
      rows.flatMap((post) => coverAssetOf(post) ?? []),
    );

  const summarise = async (
    rows: PostRow[],
    caller: Caller,
    names: Awaited<ReturnType<typeof visibleAccounts>>,
  ): Promise<PostSummary[]> => {
    const latest = await attempts.latestOf(rows.map(({ id }) => id));
    const { approval } = await settings.current();
    const waiting = await waitsBehind(gates, strapi);
    const thumbnails = await thumbnailsOf(caller, rows);
    return rows.map((post) => {
      const name = names.get(post.account_id);
      const shown = waiting(post, name?.clientKey ?? null);
      const { nickname = '', handle = null } = name ?? {};
      const account = { id: post.account_id, nickname, handle };
      const attempt = latest.get(post.id) ?? null;
      return summaryOf(shown, account, attempt, thumbnails, caller, approval);
    });
  };

  return {
    /** Whether this person may see the post, in lists and alone. */
    maySee: visibility.maySee,

    async view(caller: Caller, id: number): Promise<PostView> {
      const post = await onScreen(caller, id, null);
      const account = await accounts.find(post.account_id);
      const name = {
        id: post.account_id,
        nickname: account?.nickname ?? '',
        handle: account?.handle ?? null,
      };
      const [{ approval }, timeline, tried, thumbnails, items] = await Promise.all([
        settings.current(),
        readTimeline(strapi, id),
        attempts.ofPost(id),
        thumbnailsOf(caller, [post]),
        media.items(
          post.media.map(({ assetId }) => ({ assetId, field: null })),
          caller,
        ),
      ]);
      const waiting = await waitsBehind(gates, strapi);
      const shown = waiting(post, account?.clientKey ?? null);
      const attempt = tried.at(-1) ?? null;
      const summary = summaryOf(shown, name, attempt, thumbnails, caller, approval);
      return viewOf(shown, summary, {
        media: items,
        timeline,
        attempts: tried,
      });
    },

    async list(
      caller: Caller,
      filter: PostFilter,
      page: number,
      pageSize: number,
    ): Promise<{ posts: PostSummary[]; total: number }> {
      const names = await visibleAccounts(caller);
      const chosen = filter.accountIds?.filter((id) => names.has(id));
      const accountFilter = chosen ? { accountIds: chosen } : await byVisible(names);
      const ofEntries = await visibility.readableEntries(caller);
      const found = await posts.page({ ...filter, ...accountFilter, ofEntries }, page, pageSize);
      const shown = await visibility.visibleOf(caller, found.posts);
      return { posts: await summarise(shown, caller, names), total: found.total };
    },

    /** The posts of an entry, whichever of its versions they were made from, newest first. */
    async summariesOfEntry(source: EntrySource, caller: Caller): Promise<PostSummary[]> {
      const names = await visibleAccounts(caller);
      const { posts: rows } = await posts.page(
        {
          uid: source.uid,
          documentId: source.documentId,
          locale: source.locale,
          accountIds: [...names.keys()],
        },
        1,
        50,
      );
      return summarise(rows, caller, names);
    },

    /** @throws Problem `not_found` when there is no such post, or none that the caller may see */
    requireVisible: (caller: Caller, id: number): Promise<PostRow> => onScreen(caller, id, null),
  };
};
