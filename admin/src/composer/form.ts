import { type AccountView } from '../../../contracts/accounts';
import { type MediaItem, type MediaKind } from '../../../contracts/media';
import { type PostContent, type PostOptions } from '../../../contracts/posts';
import { LIMITS } from '../../../contracts/post-rules';
import { type ShareType } from '../../../contracts/settings';

/** Everything that a person chooses or types in the form. */
export interface FormValues {
  accountId: number | null;
  shareType: ShareType | null;
  kind: MediaKind;
  videoId: number | null;
  /** In the order of the post. */
  photoIds: number[];
  content: PostContent;
  options: PostOptions;
  when: { type: 'now' } | { type: 'at'; at: Date | null };
}

/** What the site's settings say of Share Types. */
export interface SiteShareTypes {
  allowed: readonly ShareType[];
  preferred: ShareType;
}

export type FormChange =
  | { type: 'account'; account: AccountView; site?: SiteShareTypes }
  | { type: 'shareType'; shareType: ShareType }
  | { type: 'kind'; kind: MediaKind }
  | { type: 'video'; assetId: number }
  | { type: 'photos'; assetIds: number[]; cover: number | null }
  | { type: 'content'; content: Partial<PostContent> }
  | { type: 'options'; options: Partial<PostOptions> }
  | { type: 'when'; when: FormValues['when'] };

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

const SCOPE_OF = { direct_post: 'video.publish', inbox: 'video.upload' } as const;

/** The Share Types that an account has granted the right for and the site allows. */
export const shareTypesOf = (
  { grantedScopes }: Pick<AccountView, 'grantedScopes'>,
  site?: SiteShareTypes,
): ShareType[] =>
  (site?.allowed ?? (['direct_post', 'inbox'] as const)).filter((shareType) =>
    grantedScopes.includes(SCOPE_OF[shareType]),
  );

/** The form as it opens: the entry's first video, or else its pictures in their order. */
export const openingForm = (media: readonly Pick<MediaItem, 'assetId' | 'kind'>[]): FormValues => {
  const idsOf = (kind: MediaKind) => [
    ...new Set(media.filter((item) => item.kind === kind).map(({ assetId }) => assetId)),
  ];
  const [videoId = null] = idsOf('video');
  return {
    accountId: null,
    shareType: null,
    kind: videoId === null ? 'photo' : 'video',
    videoId,
    photoIds: idsOf('photo').slice(0, LIMITS.photos),
    content: {
      caption: '',
      title: '',
      description: '',
      coverTimestampMs: null,
      photoCoverIndex: 0,
    },
    options: UNTOUCHED_OPTIONS,
    when: { type: 'now' },
  };
};

const chooseAccount = (
  values: FormValues,
  account: AccountView,
  site: SiteShareTypes | undefined,
): FormValues => {
  const granted = shareTypesOf(account, site);
  const wanted = values.shareType ?? site?.preferred;
  const shareType = wanted && granted.includes(wanted) ? wanted : (granted[0] ?? null);
  // What was chosen for one account was not chosen for another; what was typed stays.
  return { ...values, accountId: account.id, shareType, options: UNTOUCHED_OPTIONS };
};

/** The cover follows its picture when the order changes; without it the first one is the cover. */
const choosePhotos = (
  values: FormValues,
  photoIds: number[],
  cover: number | null,
): FormValues => ({
  ...values,
  photoIds,
  content: {
    ...values.content,
    photoCoverIndex: Math.max(0, cover === null ? 0 : photoIds.indexOf(cover)),
  },
});

export const changeForm = (values: FormValues, change: FormChange): FormValues => {
  switch (change.type) {
    case 'account':
      return chooseAccount(values, change.account, change.site);
    case 'shareType':
      return { ...values, shareType: change.shareType };
    case 'kind':
      return { ...values, kind: change.kind };
    case 'video':
      return {
        ...values,
        videoId: change.assetId,
        content: { ...values.content, coverTimestampMs: null },
      };
    case 'photos':
      return choosePhotos(values, change.assetIds, change.cover);
    case 'content':
      return { ...values, content: { ...values.content, ...change.content } };
    case 'options':
      return { ...values, options: { ...values.options, ...change.options } };
    case 'when':
      return { ...values, when: change.when };
  }
};

/** The chosen files, in the order of the post. */
export const chosenIds = ({ kind, videoId, photoIds }: FormValues): number[] => {
  if (kind === 'photo') return photoIds;
  return videoId === null ? [] : [videoId];
};

/** Whether closing the form would lose something that was typed or ticked. */
export const isTouched = ({ content, options, when }: FormValues): boolean =>
  when.type === 'at' ||
  [content.caption, content.title, content.description].some((text) => text !== '') ||
  Object.values(options).some((value) => value !== null && value !== false);

/** Moves one of a list by a step; unchanged at the ends. */
export const moved = <T>(list: readonly T[], index: number, step: -1 | 1): T[] => {
  const next = [...list];
  const target = index + step;
  const [item] = next.splice(index, 1);
  if (item === undefined || target < 0 || target >= list.length) return [...list];
  next.splice(target, 0, item);
  return next;
};
