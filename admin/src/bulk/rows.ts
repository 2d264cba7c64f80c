import { type AccountView } from '../../../contracts/accounts';
import { type openComposerEntries } from '../../../contracts/composer';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type MediaItem, type MediaKind } from '../../../contracts/media';
import { LIMITS } from '../../../contracts/post-rules';
import {
  type EntrySource,
  type PostContent,
  type PostOptions,
  type PostView,
} from '../../../contracts/posts';
import { type ShareType } from '../../../contracts/settings';
import { idsOf, shareTypesOf, type SiteShareTypes, UNTOUCHED_OPTIONS } from '../composer/form';
import { wordsOf } from '../composer/suggested';
import { newIdempotencyKey } from '../composer/idempotency-key';

/** One post to be, with what a person chose for it so far. */
export interface Row {
  key: string;
  title: string;
  source: EntrySource | null;
  /** What may be chosen from, each file once. */
  media: readonly MediaItem[];
  /** Why this cannot be posted at all, in the server's words; null where it can. */
  mayNotWhy: string | null;
  /** Posts of the same entry that are on TikTok or on their way. */
  taken: number;
  /** The post that is composed anew; null: a new one. */
  post: { id: number; version: number } | null;
  kind: MediaKind;
  videoId: number | null;
  /** In the order of the post. */
  photoIds: number[];
  accountId: number | null;
  shareType: ShareType | null;
  content: PostContent;
  options: PostOptions;
  isSelected: boolean;
  /** However often the button is pressed, this row is one post. */
  idempotencyKey: string;
}

type Entry = ResponseOf<typeof openComposerEntries>['entries'][number];

const distinct = (media: readonly MediaItem[]): MediaItem[] => [
  ...new Map(media.map((item) => [item.assetId, item])).values(),
];

const NO_CONTENT: PostContent = {
  caption: '',
  title: '',
  description: '',
  coverTimestampMs: null,
  photoCoverIndex: 0,
};

/** An entry as a row: its first video, or else its pictures; nothing else chosen. */
export const rowOfEntry = (entry: Entry): Row => {
  const media = distinct(entry.media);
  const [videoId = null] = idsOf(media, 'video');
  return {
    key: `entry:${entry.source.documentId}`,
    title: entry.title,
    source: entry.source,
    media,
    mayNotWhy: entry.mayPost ? null : (entry.mayNotWhy ?? ''),
    taken: entry.posts,
    post: null,
    kind: videoId === null && media.length > 0 ? 'photo' : 'video',
    videoId,
    photoIds: idsOf(media, 'photo').slice(0, LIMITS.photos),
    accountId: null,
    shareType: null,
    content: { ...NO_CONTENT, ...(entry.suggested && wordsOf(entry.suggested)) },
    options: UNTOUCHED_OPTIONS,
    isSelected: false,
    idempotencyKey: newIdempotencyKey(),
  };
};

/** A post that exists as a row, with what was chosen for it; `mayNotWhy` where it cannot be changed. */
export const rowOfPost = (post: PostView, mayNotWhy: string | null): Row => {
  const media = distinct(post.media);
  const ids = media.map(({ assetId }) => assetId);
  return {
    key: `post:${post.id}`,
    title: post.title,
    source: post.source,
    media,
    mayNotWhy,
    taken: 0,
    post: { id: post.id, version: post.version },
    kind: post.kind,
    videoId: post.kind === 'video' ? (ids[0] ?? null) : null,
    photoIds: post.kind === 'photo' ? ids : [],
    accountId: post.account.id,
    shareType: post.shareType,
    content: post.content,
    options: post.options,
    isSelected: false,
    idempotencyKey: newIdempotencyKey(),
  };
};

/** The chosen files, in the order of the post. */
export const filesOf = ({ kind, videoId, photoIds }: Row): number[] => {
  if (kind === 'photo') return photoIds;
  return videoId === null ? [] : [videoId];
};

export type RowChange =
  | { type: 'account'; account: AccountView; site: SiteShareTypes }
  | { type: 'shareType'; shareType: ShareType }
  | { type: 'content'; content: Partial<PostContent> }
  | { type: 'options'; options: Partial<PostOptions> }
  | { type: 'kind'; kind: MediaKind }
  | { type: 'video'; assetId: number }
  | { type: 'photos'; assetIds: number[]; cover: number | null }
  | { type: 'select'; isSelected: boolean };

const chooseAccount = (row: Row, account: AccountView, site: SiteShareTypes): Row => {
  const granted = shareTypesOf(account, site);
  const wanted = row.shareType ?? site.preferred;
  return {
    ...row,
    accountId: account.id,
    shareType: granted.includes(wanted) ? wanted : (granted[0] ?? null),
    // What was chosen for one account was not chosen for another.
    options: row.accountId === account.id ? row.options : UNTOUCHED_OPTIONS,
  };
};

/** The cover follows its picture when the order changes; without it the first one is the cover. */
const choosePhotos = (row: Row, photoIds: number[], cover: number | null): Row => ({
  ...row,
  photoIds,
  content: {
    ...row.content,
    photoCoverIndex: Math.max(0, cover === null ? 0 : photoIds.indexOf(cover)),
  },
});

export const changeRow = (row: Row, change: RowChange): Row => {
  switch (change.type) {
    case 'account':
      return chooseAccount(row, change.account, change.site);
    case 'shareType':
      return { ...row, shareType: change.shareType };
    case 'content':
      return { ...row, content: { ...row.content, ...change.content } };
    case 'options':
      return { ...row, options: { ...row.options, ...change.options } };
    case 'kind':
      return { ...row, kind: change.kind };
    case 'video':
      return {
        ...row,
        videoId: change.assetId,
        content: { ...row.content, coverTimestampMs: null },
      };
    case 'photos':
      return choosePhotos(row, change.assetIds, change.cover);
    case 'select':
      return { ...row, isSelected: change.isSelected };
  }
};

export type RowsChange =
  | { type: 'row'; key: string; change: RowChange }
  | { type: 'rows'; rows: readonly Row[] }
  | { type: 'selectAll'; isSelected: boolean; except: ReadonlySet<string> }
  | { type: 'remove'; key: string };

export const changeRows = (rows: readonly Row[], change: RowsChange): readonly Row[] => {
  switch (change.type) {
    case 'row':
      return rows.map((row) => (row.key === change.key ? changeRow(row, change.change) : row));
    case 'rows': {
      const changed = new Map(change.rows.map((row) => [row.key, row]));
      return rows.map((row) => changed.get(row.key) ?? row);
    }
    case 'selectAll':
      return rows.map((row) =>
        change.except.has(row.key) ? row : { ...row, isSelected: change.isSelected },
      );
    case 'remove':
      return rows.filter(({ key }) => key !== change.key);
  }
};
