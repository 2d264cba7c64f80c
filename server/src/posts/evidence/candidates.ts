import { z } from 'zod';

import { postContent, type PostCandidate } from '../../../../contracts/posts';
import { type Account } from '../../accounts';
import { table } from '../../database/tables';
import { publicPostUrl, type VideoObject } from '../../tiktok';
import { type AttemptRow, type PostRow } from '../life/rows';
import { type PublisherContext } from '../context';

const DAY = 24 * 3_600_000;
/** TikTok's create_time has whole seconds, and its clock is not ours. */
const CLOCK_MS = 2_000;
/** A page has 20 posts; more than this in the window is no account of one site. */
const PAGES = 10;
/** A shorter text may have been cut by nobody but its author. */
const CUT_FROM = 130;

/** When a post of this attempt may have gone live: a draft lies in the inbox as long as its creator likes. */
const windowOf = (post: PostRow, { intent_at: from }: AttemptRow) => ({
  from: from - CLOCK_MS,
  to: post.share_type === 'inbox' ? Number.POSITIVE_INFINITY : from + DAY,
});

const words = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Whether TikTok's text is this one: line breaks get lost, and it is cut at 150 characters (T72). */
export const isSameText = (ours: string, theirs: string | undefined): boolean => {
  const told = words(theirs ?? '').replace(/(?:…|\.\.\.)$/u, '');
  const written = words(ours);
  if (told === '' || written === '') return false;
  return told === written || (told.length >= CUT_FROM && written.startsWith(told));
};

const linkTo = (video: VideoObject, post: PostRow, handle: string | null): string =>
  handle === null
    ? (video.shareUrl?.split('?')[0] ?? '')
    : publicPostUrl({ username: handle, postId: video.id, mediaType: post.kind });

type Words = Pick<z.output<typeof postContent>, 'caption' | 'title' | 'description'>;
const textsOf = ({ caption, title, description }: Words): string[] =>
  [caption, title, description].filter((text) => words(text) !== '');

const carries = (content: Words, video: VideoObject): boolean =>
  textsOf(content).some(
    (text) => isSameText(text, video.title) || isSameText(text, video.videoDescription),
  );

/** The account's public posts of the window, newest first. @throws TikTokError, Problem */
const listWindow = async (
  { accounts, settings }: PublisherContext,
  accountId: number,
  { from, to }: { from: number; to: number },
  signal: AbortSignal,
): Promise<VideoObject[]> =>
  accounts.withAccessToken(accountId, async (token) => {
    const found: VideoObject[] = [];
    let cursor = to < Date.now() ? to : undefined;
    for (let page = 0; page < PAGES; page += 1) {
      const { videos, ...rest } = await settings
        .client()
        .videos.list(token, cursor === undefined ? {} : { cursor }, { signal });
      found.push(...videos);
      const oldest = videos.flatMap(({ createTimeMs: at }) => at ?? []).at(-1);
      if (!rest.hasMore || rest.cursor === undefined) break;
      if (oldest !== undefined && oldest < from) break;
      cursor = rest.cursor;
    }
    // One of which TikTok does not tell the time may be of the window.
    return found.filter(({ createTimeMs: at }) => at === undefined || (at >= from && at <= to));
  });

const otherPost = z.object({
  content: z.string().transform((text) => postContent.parse(JSON.parse(text))),
  state: z.string(),
  post_ids: z.string().nullable(),
  link: z.string().nullable(),
});

/** What stands of our other posts of the account: ids that are taken, and texts that may be anywhere. */
const othersOf = async ({ strapi }: PublisherContext, post: PostRow, since: number) => {
  const rows = z
    .array(otherPost)
    .parse(
      await table(strapi, 'tiktok_posts')
        .where({ account_id: post.account_id })
        .whereNot({ id: post.id })
        .where('updated_at', '>=', since)
        .whereIn('state', [
          'committing',
          'processing',
          'in_inbox',
          'outcome_unknown',
          'published',
          'cancelled',
        ])
        .select('content', 'state', 'post_ids', 'link'),
    );
  const isPlaced = ({ post_ids: ids, link }: (typeof rows)[number]): boolean =>
    link !== null || (ids !== null && ids !== '[]');
  return {
    isTaken: (postId: string): boolean =>
      rows.some(
        ({ post_ids: ids, link }) =>
          ids?.includes(`"${postId}"`) === true || link?.includes(`/${postId}`) === true,
      ),
    /** Of these it is not known which post on TikTok they are. */
    unplaced: rows.filter((row) => row.state !== 'cancelled' && !isPlaced(row)),
  };
};

/**
 * The address of a public post made since `since` that carries this post's words and is none of our
 * other posts; null where there is none. @throws TikTokError, Problem
 */
export const findSameWords = async (
  context: PublisherContext,
  post: PostRow,
  account: Pick<Account, 'id' | 'handle'>,
  since: number,
  signal: AbortSignal,
): Promise<string | null> => {
  const window = { from: since - CLOCK_MS, to: Number.POSITIVE_INFINITY };
  const listed = await listWindow(context, account.id, window, signal);
  const others = await othersOf(context, post, window.from - DAY);
  const found = listed.find((video) => !others.isTaken(video.id) && carries(post.content, video));
  return found ? linkTo(found, post, account.handle) : null;
};

export interface Found {
  /** The one post on TikTok that can only be this attempt. */
  sole: string | null;
  /** Something there carries its words, whether or not that settles it. */
  isLikely: boolean;
  /** What may be it, those with its words first. */
  candidates: PostCandidate[];
}

/**
 * Looks in TikTok's list of public posts for what became of an attempt. It is positive evidence only
 * if exactly one post of the time after the intent carries its words, none of our other posts is that
 * one, and none of which we do not know where it is carries the same words.
 * @throws TikTokError, Problem
 */
export const findCandidates = async (
  context: PublisherContext,
  post: PostRow,
  attempt: AttemptRow,
  account: Pick<Account, 'id' | 'handle'>,
  signal: AbortSignal,
): Promise<Found> => {
  const window = windowOf(post, attempt);
  const listed = await listWindow(context, account.id, window, signal);
  const others = await othersOf(context, post, window.from - DAY);
  const free = listed.filter(({ id }) => !others.isTaken(id));
  const fitting = free.filter((video) => carries(post.content, video));
  const rest = free.filter((video) => !fitting.includes(video));
  const [only, ...further] = fitting;
  const isContested =
    only !== undefined && others.unplaced.some(({ content }) => carries(content, only));
  const shown = [...fitting, ...rest].slice(0, 10).map((video) => ({
    postId: video.id,
    link: linkTo(video, post, account.handle),
    createdAt: new Date(video.createTimeMs ?? 0).toISOString(),
    caption: video.title ?? video.videoDescription ?? '',
  }));
  return {
    sole: only?.createTimeMs !== undefined && further.length === 0 && !isContested ? only.id : null,
    isLikely: only !== undefined,
    candidates: shown,
  };
};
