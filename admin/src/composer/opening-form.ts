import { type MediaItem } from '../../../contracts/media';
import { type EntryChange, type PostView } from '../../../contracts/posts';
import { LIMITS } from '../../../contracts/post-rules';
import { type FormValues, idsOf, type Words } from './form';
import { newIdempotencyKey } from './idempotency-key';
import { type When } from './when';

/** The form as it opens: the first video, or else the pictures in their order; no account. */
export const openingForm = (media: readonly MediaItem[], suggested?: Words): FormValues => {
  const [videoId = null] = idsOf(media, 'video');
  return {
    media,
    kind: videoId === null && media.length > 0 ? 'photo' : 'video',
    videoId,
    photoIds: idsOf(media, 'photo').slice(0, LIMITS.photos),
    coverTimestampMs: null,
    photoCoverIndex: 0,
    parts: [],
    activeId: null,
    parked: {},
    when: { type: 'now' },
    ...(suggested && { suggested }),
  };
};

/** What the form needs of a post. */
export type ComposedBefore = Pick<
  PostView,
  'kind' | 'shareType' | 'account' | 'content' | 'options' | 'media'
>;

/**
 * The form for a post that exists, with what was chosen for it. `media` is what may be chosen from
 * now; files of the post that are no longer among them are left out.
 */
export const formOfPost = (
  post: ComposedBefore,
  media: readonly MediaItem[],
  when: When,
): FormValues => {
  const { kind, content, options, account, shareType } = post;
  const there = new Set(media.map(({ assetId }) => assetId));
  const ids = post.media.map(({ assetId }) => assetId).filter((id) => there.has(id));
  const cover = post.media[content.photoCoverIndex]?.assetId ?? null;
  const opened = openingForm(media);
  return {
    ...opened,
    kind,
    videoId: kind === 'video' ? (ids[0] ?? null) : opened.videoId,
    photoIds: kind === 'photo' ? ids : opened.photoIds,
    coverTimestampMs: content.coverTimestampMs,
    photoCoverIndex: kind === 'photo' && cover !== null ? Math.max(0, ids.indexOf(cover)) : 0,
    parts: [
      {
        accountId: account.id,
        shareType,
        words: {
          caption: content.caption,
          title: content.title,
          description: content.description,
        },
        options,
        idempotencyKey: newIdempotencyKey(),
      },
    ],
    activeId: account.id,
    when,
  };
};

/**
 * A post's form with what its entry holds now: the entry's words where it suggests any, and its files
 * where those changed. Account, settings and time stay as they were chosen.
 */
export const renewedForm = (
  form: FormValues,
  suggested: Words | undefined,
  what: EntryChange['what'],
): FormValues => {
  const fresh = openingForm(form.media);
  const { kind, videoId, photoIds, coverTimestampMs, photoCoverIndex } = fresh;
  return {
    ...form,
    ...(what.includes('media')
      ? { kind, videoId, photoIds, coverTimestampMs, photoCoverIndex }
      : {}),
    parts: suggested ? form.parts.map((part) => ({ ...part, words: suggested })) : form.parts,
  };
};
