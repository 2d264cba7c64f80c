import { type AccountView } from '../../../contracts/accounts';
import { type MediaItem, type MediaKind } from '../../../contracts/media';
import { type PostContent, type PostOptions } from '../../../contracts/posts';
import { LIMITS } from '../../../contracts/post-rules';
import { type ShareType } from '../../../contracts/settings';
import { newIdempotencyKey } from './idempotency-key';
import { type When } from './when';

export type Words = Pick<PostContent, 'caption' | 'title' | 'description'>;

/** What is written, chosen and agreed for one account. */
export interface AccountPart {
  accountId: number;
  shareType: ShareType | null;
  words: Words;
  options: PostOptions;
  /** One press for this account is one post, however often it is repeated. */
  idempotencyKey: string;
}

/** Everything that a person chooses or types in the form. */
export interface FormValues {
  /** What may be chosen from. */
  media: readonly MediaItem[];
  kind: MediaKind;
  videoId: number | null;
  /** In the order of the post. */
  photoIds: number[];
  /** The frame for the cover of the video in milliseconds; null keeps TikTok's choice. */
  coverTimestampMs: number | null;
  photoCoverIndex: number;
  /** The accounts it goes to, in the order they were chosen. */
  parts: AccountPart[];
  /** The account whose part is on the screen. */
  activeId: number | null;
  /** Words of accounts that were taken out again. */
  parked: Record<number, Words>;
  when: When;
  /** With these each account's part begins; absent: with none. */
  suggested?: Words;
}

/** What the site's settings say of Share Types. */
export interface SiteShareTypes {
  allowed: readonly ShareType[];
  preferred: ShareType;
}

export type FormChange =
  | { type: 'addAccount'; account: AccountView; site: SiteShareTypes }
  | { type: 'removeAccount'; accountId: number }
  | { type: 'show'; accountId: number }
  | { type: 'shareType'; accountId: number; shareType: ShareType }
  | { type: 'words'; accountId: number; words: Partial<Words> }
  | { type: 'options'; accountId: number; options: Partial<PostOptions> }
  | { type: 'kind'; kind: MediaKind }
  | { type: 'video'; assetId: number }
  | { type: 'photos'; assetIds: number[]; cover: number | null }
  | { type: 'cover'; coverTimestampMs: number | null }
  | { type: 'addMedia'; media: readonly MediaItem[] }
  | { type: 'when'; when: When }
  | { type: 'replace'; values: FormValues };

/** TikTok's guidelines, points 2 and 3: nothing preselected, nothing ticked, disclosure off. */
export const UNTOUCHED_OPTIONS: PostOptions = {
  privacyLevel: null,
  allowComment: false,
  allowDuet: false,
  allowStitch: false,
  discloseContent: false,
  yourBrand: false,
  brandedContent: false,
  aiGenerated: false,
  autoAddMusic: false,
};

const NO_WORDS: Words = { caption: '', title: '', description: '' };

const SCOPE_OF = { direct_post: 'video.publish', inbox: 'video.upload' } as const;

/** The Share Types that an account has granted the right for and the site allows. */
export const shareTypesOf = (
  { grantedScopes }: Pick<AccountView, 'grantedScopes'>,
  site?: SiteShareTypes,
): ShareType[] =>
  (site?.allowed ?? (['direct_post', 'inbox'] as const)).filter((shareType) =>
    grantedScopes.includes(SCOPE_OF[shareType]),
  );

/** Each asset of a kind once, in order. */
export const idsOf = (
  media: readonly Pick<MediaItem, 'assetId' | 'kind'>[],
  kind: MediaKind,
): number[] => [
  ...new Set(media.filter((item) => item.kind === kind).map(({ assetId }) => assetId)),
];

const addAccount = (values: FormValues, account: AccountView, site: SiteShareTypes): FormValues => {
  const { parts, parked } = values;
  if (parts.some(({ accountId }) => accountId === account.id)) return values;
  const granted = shareTypesOf(account, site);
  // What was typed for the only account before goes with the change of account; choices do not.
  const [onlyWords] = parts.length === 0 ? Object.values(parked) : [];
  return {
    ...values,
    parts: [
      ...parts,
      {
        accountId: account.id,
        shareType: granted.includes(site.preferred) ? site.preferred : (granted[0] ?? null),
        words: parked[account.id] ?? onlyWords ?? values.suggested ?? NO_WORDS,
        options: UNTOUCHED_OPTIONS,
        idempotencyKey: newIdempotencyKey(),
      },
    ],
    activeId: account.id,
  };
};

const removeAccount = (values: FormValues, accountId: number): FormValues => {
  const gone = values.parts.find((part) => part.accountId === accountId);
  const parts = values.parts.filter((part) => part !== gone);
  return {
    ...values,
    parts,
    activeId: values.activeId === accountId ? (parts[0]?.accountId ?? null) : values.activeId,
    parked: gone
      ? parts.length === 0
        ? { [accountId]: gone.words }
        : { ...values.parked, [accountId]: gone.words }
      : values.parked,
  };
};

const changePart = (
  values: FormValues,
  accountId: number,
  change: (part: AccountPart) => AccountPart,
): FormValues => ({
  ...values,
  parts: values.parts.map((part) => (part.accountId === accountId ? change(part) : part)),
});

/** The cover follows its picture when the order changes; without it the first one is the cover. */
const choosePhotos = (
  values: FormValues,
  photoIds: number[],
  cover: number | null,
): FormValues => ({
  ...values,
  photoIds,
  photoCoverIndex: Math.max(0, cover === null ? 0 : photoIds.indexOf(cover)),
});

/** New files are chosen at once: they were picked to be posted. */
const addMedia = (values: FormValues, added: readonly MediaItem[]): FormValues => {
  const known = new Set(values.media.map(({ assetId }) => assetId));
  const fresh = added.filter(({ assetId }) => !known.has(assetId));
  const media = [...values.media, ...fresh];
  const kind = added[0]?.kind ?? values.kind;
  return {
    ...values,
    media,
    kind,
    videoId: idsOf(added, 'video')[0] ?? values.videoId,
    photoIds: [...new Set([...values.photoIds, ...idsOf(added, 'photo')])].slice(0, LIMITS.photos),
    coverTimestampMs: idsOf(added, 'video').length > 0 ? null : values.coverTimestampMs,
  };
};

export const changeForm = (values: FormValues, change: FormChange): FormValues => {
  switch (change.type) {
    case 'addAccount':
      return addAccount(values, change.account, change.site);
    case 'removeAccount':
      return removeAccount(values, change.accountId);
    case 'show':
      return { ...values, activeId: change.accountId };
    case 'shareType':
      return changePart(values, change.accountId, (part) => ({
        ...part,
        shareType: change.shareType,
      }));
    case 'words':
      return changePart(values, change.accountId, (part) => ({
        ...part,
        words: { ...part.words, ...change.words },
      }));
    case 'options':
      return changePart(values, change.accountId, (part) => ({
        ...part,
        options: { ...part.options, ...change.options },
      }));
    case 'kind':
      return { ...values, kind: change.kind };
    case 'video':
      return { ...values, videoId: change.assetId, coverTimestampMs: null };
    case 'photos':
      return choosePhotos(values, change.assetIds, change.cover);
    case 'cover':
      return { ...values, coverTimestampMs: change.coverTimestampMs };
    case 'addMedia':
      return addMedia(values, change.media);
    case 'when':
      return { ...values, when: change.when };
    case 'replace':
      return change.values;
  }
};

/** The chosen files, in the order of the post. */
export const chosenIds = ({
  kind,
  videoId,
  photoIds,
}: Pick<FormValues, 'kind' | 'videoId' | 'photoIds'>): number[] => {
  if (kind === 'photo') return photoIds;
  return videoId === null ? [] : [videoId];
};

/** Words and cover of one account's post, as the server takes them. */
export const contentOf = (
  { coverTimestampMs, photoCoverIndex }: FormValues,
  { words }: AccountPart,
): PostContent => ({ ...words, coverTimestampMs, photoCoverIndex });

/**
 * Whether closing the form would lose something: a choice of accounts or files and their order as much
 * as what was typed. `opened` is how it began.
 */
export const isChanged = (values: FormValues, opened: FormValues): boolean => {
  const told = (form: FormValues): string =>
    JSON.stringify([
      form.parts.map(({ accountId, shareType, words, options }) => [
        accountId,
        shareType,
        words,
        options,
      ]),
      Object.values(form.parked).filter((words) => Object.values(words).some(Boolean)),
      [form.kind, chosenIds(form), form.coverTimestampMs, form.photoCoverIndex, form.when],
    ]);
  return told(values) !== told(opened);
};

/** Moves one of a list to another place; unchanged where either is not in it. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (from < 0 || item === undefined || to < 0 || to >= list.length) return [...list];
  next.splice(to, 0, item);
  return next;
};
