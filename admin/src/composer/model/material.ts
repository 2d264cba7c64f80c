import { type MediaItem, type MediaKind } from '../../../../contracts/media';
import { type PostContent } from '../../../../contracts/posts';
import { LIMITS } from '../../../../contracts/post-rules';

export type Words = Pick<PostContent, 'caption' | 'title' | 'description'>;

export const NO_WORDS: Words = { caption: '', title: '', description: '' };

/** What is posted: files and words, for whichever accounts. */
export interface Material {
  /** What may be chosen from, each file once. */
  media: readonly MediaItem[];
  kind: MediaKind;
  videoId: number | null;
  /** In the order of the post. */
  photoIds: number[];
  /** The frame for the cover of the video in milliseconds; null keeps TikTok's choice. */
  coverTimestampMs: number | null;
  photoCoverIndex: number;
  words: Words;
}

export type MaterialChange =
  | { type: 'kind'; kind: MediaKind }
  | { type: 'video'; assetId: number }
  /** `cover` is the picture that stays the cover, wherever it moves. */
  | { type: 'photos'; assetIds: number[]; cover: number | null }
  | { type: 'cover'; coverTimestampMs: number | null }
  | { type: 'addMedia'; media: readonly MediaItem[] }
  /** Only the fields that were typed into: a late word of one brings back nothing of another. */
  | { type: 'words'; words: Partial<Words> };

/** Each asset once, however often the entry has it. */
export const distinct = (media: readonly MediaItem[]): MediaItem[] => [
  ...new Map(media.map((item) => [item.assetId, item])).values(),
];

/** Each asset of a kind once, in order. */
export const idsOf = (
  media: readonly Pick<MediaItem, 'assetId' | 'kind'>[],
  kind: MediaKind,
): number[] => [
  ...new Set(media.filter((item) => item.kind === kind).map(({ assetId }) => assetId)),
];

/** As it opens: the first video, or else the pictures in their order, with the words suggested. */
export const materialOf = (media: readonly MediaItem[], suggested: Words = NO_WORDS): Material => {
  const [videoId = null] = idsOf(media, 'video');
  return {
    media: distinct(media),
    kind: videoId === null && media.length > 0 ? 'photo' : 'video',
    videoId,
    photoIds: idsOf(media, 'photo').slice(0, LIMITS.photos),
    coverTimestampMs: null,
    photoCoverIndex: 0,
    words: suggested,
  };
};

/** The chosen files, in the order of the post. */
export const chosenIds = ({
  kind,
  videoId,
  photoIds,
}: Pick<Material, 'kind' | 'videoId' | 'photoIds'>): number[] => {
  if (kind === 'photo') return photoIds;
  return videoId === null ? [] : [videoId];
};

/** The cover follows its picture when the order changes; without it the first one is the cover. */
const choosePhotos = (material: Material, photoIds: number[], cover: number | null): Material => ({
  ...material,
  photoIds,
  photoCoverIndex: Math.max(0, cover === null ? 0 : photoIds.indexOf(cover)),
});

/** New files are chosen at once: they were picked to be posted. */
const addMedia = (material: Material, added: readonly MediaItem[]): Material => {
  const [videoId] = idsOf(added, 'video');
  return {
    ...material,
    media: distinct([...material.media, ...added]),
    kind: added[0]?.kind ?? material.kind,
    videoId: videoId ?? material.videoId,
    photoIds: [...new Set([...material.photoIds, ...idsOf(added, 'photo')])].slice(
      0,
      LIMITS.photos,
    ),
    coverTimestampMs: videoId === undefined ? material.coverTimestampMs : null,
  };
};

export const changeMaterial = (material: Material, change: MaterialChange): Material => {
  switch (change.type) {
    case 'kind':
      return { ...material, kind: change.kind };
    case 'video':
      return { ...material, videoId: change.assetId, coverTimestampMs: null };
    case 'photos':
      return choosePhotos(material, change.assetIds, change.cover);
    case 'cover':
      return { ...material, coverTimestampMs: change.coverTimestampMs };
    case 'addMedia':
      return addMedia(material, change.media);
    case 'words':
      return { ...material, words: { ...material.words, ...change.words } };
  }
};

/** Moves one of a list to another place; unchanged where either is not in it. */
export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const next = [...list];
  const [item] = next.splice(from, 1);
  if (from < 0 || item === undefined || to < 0 || to >= list.length) return [...list];
  next.splice(to, 0, item);
  return next;
};
