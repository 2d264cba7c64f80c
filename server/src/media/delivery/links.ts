import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type MediaFingerprint } from '../../../../contracts/media';
import { pluginConfig } from '../../config';
import { Problem } from '../../http/problem';
import { publicPath, settingsOf, vaultOf } from '../../settings';
import { fingerprintDigest } from '../fingerprint';

const PREVIEW = 'preview';
const DELIVER = 'deliver';
const PREVIEW_SECONDS = 60 * 60;
/** A pull dies after one hour (media-transfer-guide); it may begin late. */
const DELIVER_SECONDS = 2 * 60 * 60;

const previewPayload = z.object({ asset: z.number(), user: z.number() });
const deliverPayload = z.object({
  attempt: z.number(),
  index: z.number(),
  asset: z.number(),
  digest: z.string(),
  variant: z.enum(['original', 'prepared']),
});

export type Delivery = z.output<typeof deliverPayload>;
/** `original`: byte for byte. `prepared`: a picture made fit for TikTok. */
export type Variant = Delivery['variant'];

const noMediaUrl = (): Problem =>
  new Problem({
    status: 409,
    code: 'no_media_url',
    message: 'TikTok cannot pull files from this site: no public https address is configured.',
    remedy:
      'Set `mediaUrl` or `publicUrl` of the TikTok plugin in config/plugins (or `url` in config/server) to the https address that you verified at TikTok.',
  });

/** The media part's signed addresses, for this Strapi. */
export const createMediaLinks = (strapi: Core.Strapi) => ({
  /** A path on this origin, valid for an hour; null while Strapi has no encryption key. */
  previewUrl(assetId: number, userId: number): string | null {
    const vault = vaultOf(strapi);
    if (!vault.ready) return null;
    const token = vault.signLink(PREVIEW, { asset: assetId, user: userId }, PREVIEW_SECONDS);
    return `${publicPath(strapi, `/media/preview/${assetId}`)}?token=${token}`;
  },

  readPreview(token: string): z.output<typeof previewPayload> | null {
    return previewPayload.safeParse(vaultOf(strapi).verifyLink(PREVIEW, token)).data ?? null;
  },

  /**
   * The address TikTok pulls one file of an attempt from, valid for two hours and only while the
   * attempt may be pulled. `index` counts from 0 in the post's media. @throws Problem `no_media_url`
   * or `no_encryption_key`
   */
  deliveryUrl(
    attemptId: number,
    index: number,
    agreed: MediaFingerprint,
    variant: Variant,
  ): string {
    const host = settingsOf(strapi).mediaUrl();
    const secure = host?.startsWith('https://') || pluginConfig(strapi).allowPrivateAddresses;
    if (!host || !secure) throw noMediaUrl();
    const token = vaultOf(strapi).signLink(
      DELIVER,
      {
        attempt: attemptId,
        index,
        asset: agreed.assetId,
        digest: fingerprintDigest(agreed),
        variant,
      },
      DELIVER_SECONDS,
    );
    return `${host}${publicPath(strapi, `/media/deliver/${token}`)}`;
  },

  readDelivery(token: string): Delivery | null {
    return deliverPayload.safeParse(vaultOf(strapi).verifyLink(DELIVER, token)).data ?? null;
  },
});

export type MediaLinks = ReturnType<typeof createMediaLinks>;
