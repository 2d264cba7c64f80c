import { type MediaItem } from '../../../../contracts/media';
import { type EntryChange, type PostView } from '../../../../contracts/posts';
import { type FormValues } from './form';
import { newIdempotencyKey } from './idempotency-key';
import { type Material, materialOf, type Words } from './material';
import { type When } from './when';

/** The form as it opens: what the entry has, for no account. */
export const openingForm = (media: readonly MediaItem[], suggested?: Words): FormValues => ({
  material: materialOf(media, suggested),
  parts: [],
  activeId: null,
  parked: {},
  when: { type: 'now' },
});

/** What the form needs of a post. */
export type ComposedBefore = Pick<
  PostView,
  'kind' | 'shareType' | 'account' | 'content' | 'options' | 'media'
>;

/**
 * What was chosen for a post that exists. `media` is what may be chosen from now; files of the post
 * that are no longer among them are left out.
 */
export const materialOfPost = (
  { kind, content, media: chosen }: Pick<ComposedBefore, 'kind' | 'content' | 'media'>,
  media: readonly MediaItem[],
): Material => {
  const { caption, title, description, coverTimestampMs, photoCoverIndex } = content;
  const there = new Set(media.map(({ assetId }) => assetId));
  const ids = [...new Set(chosen.map(({ assetId }) => assetId))].filter((id) => there.has(id));
  const cover = chosen[photoCoverIndex]?.assetId ?? null;
  const opened = materialOf(media, { caption, title, description });
  return {
    ...opened,
    kind,
    videoId: kind === 'video' ? (ids[0] ?? null) : opened.videoId,
    photoIds: kind === 'photo' ? ids : opened.photoIds,
    coverTimestampMs,
    photoCoverIndex: kind === 'photo' && cover !== null ? Math.max(0, ids.indexOf(cover)) : 0,
  };
};

/** The form for a post that exists, with what was chosen for it. */
export const formOfPost = (
  post: ComposedBefore,
  media: readonly MediaItem[],
  when: When,
): FormValues => {
  const { options, account, shareType } = post;
  return {
    ...openingForm(media),
    material: materialOfPost(post, media),
    parts: [
      { accountId: account.id, shareType, own: null, options, idempotencyKey: newIdempotencyKey() },
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
  const { material } = form;
  const fresh = what.includes('media') ? materialOf(material.media) : material;
  return { ...form, material: { ...fresh, words: suggested ?? material.words } };
};
