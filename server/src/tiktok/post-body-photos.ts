import { z } from 'zod';

import { TIKTOK_LIMITS } from './limits';
import {
  type BodyOptions,
  BRANDED_PRIVATE,
  brandedMayNotBePrivate,
  brandFlags,
  checked,
  forAddresses,
  isPullUrl,
  limitedText,
  privacyLevel,
  PULL_URL,
} from './post-settings';

const common = (allowHttp: boolean) => ({
  title: limitedText('title', TIKTOK_LIMITS.photoTitleLength),
  description: limitedText('description', TIKTOK_LIMITS.photoDescriptionLength),
  /** In the order they are shown. */
  photoImages: z
    .array(z.string().refine((url) => isPullUrl(url, allowHttp), PULL_URL))
    .min(1, 'At least one picture is needed.')
    .max(
      TIKTOK_LIMITS.photosPerPost,
      `TikTok takes at most ${TIKTOK_LIMITS.photosPerPost} pictures in one post.`,
    ),
  /** From 0. */
  photoCoverIndex: z.number().int().min(0),
});

const COVER = {
  path: ['photoCoverIndex'],
  message: 'The cover is none of the pictures.',
};
const coverExists = (input: { photoImages: string[]; photoCoverIndex: number }): boolean =>
  input.photoCoverIndex < input.photoImages.length;

const directSchema = (allowHttp: boolean) =>
  z
    .object({
      postMode: z.literal('DIRECT_POST'),
      ...common(allowHttp),
      privacyLevel,
      disableComment: z.boolean(),
      autoAddMusic: z.boolean(),
      ...brandFlags,
    })
    .refine(brandedMayNotBePrivate, BRANDED_PRIVATE)
    .refine(coverExists, COVER);

const draftSchema = (allowHttp: boolean) =>
  z
    .object({ postMode: z.literal('MEDIA_UPLOAD'), ...common(allowHttp) })
    .refine(coverExists, COVER);

const direct = forAddresses(directSchema);
const draft = forAddresses(draftSchema);

export type PhotosInput =
  z.input<ReturnType<typeof directSchema>> | z.input<ReturnType<typeof draftSchema>>;

/**
 * The exact body of a photo init. Pictures are always pulled. Privacy, comments, music and brand
 * flags go with DIRECT_POST only (T69); duet and stitch never (T74); `is_aigc` is not in TikTok's
 * table for photos and is not sent. [content-posting-api-reference-photo-post]
 * @throws TikTokInputError
 */
export const buildPhotosBody = (input: PhotosInput, options: BodyOptions = {}) => {
  const post =
    input.postMode === 'DIRECT_POST'
      ? checked(direct(options), input)
      : checked(draft(options), input);
  return {
    media_type: 'PHOTO' as const,
    post_mode: post.postMode,
    post_info: {
      ...(post.title === undefined ? {} : { title: post.title }),
      ...(post.description === undefined ? {} : { description: post.description }),
      ...(post.postMode === 'DIRECT_POST'
        ? {
            privacy_level: post.privacyLevel,
            disable_comment: post.disableComment,
            auto_add_music: post.autoAddMusic,
            brand_content_toggle: post.brandContentToggle,
            brand_organic_toggle: post.brandOrganicToggle,
          }
        : {}),
    },
    source_info: {
      source: 'PULL_FROM_URL' as const,
      photo_images: post.photoImages,
      photo_cover_index: post.photoCoverIndex,
    },
  };
};
