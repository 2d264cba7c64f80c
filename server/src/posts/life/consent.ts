import { createHash } from 'node:crypto';

import { type PostContent, type PostOptions } from '../../../../contracts/posts';
import { type MediaFingerprint, type MediaKind } from '../../../../contracts/media';
import { type ShareType } from '../../../../contracts/settings';
import { type PostRow } from './rows';

/** Everything that a consent covers. A change of any of it voids the consent. */
export interface Agreed {
  openId: string;
  shareType: ShareType;
  kind: MediaKind;
  content: PostContent;
  options: PostOptions;
  media: readonly MediaFingerprint[];
}

/** JSON with sorted keys, so that equal content has an equal digest. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** SHA-256 in hex over all that was agreed to. */
export const consentDigest = ({
  openId,
  shareType,
  kind,
  content,
  options,
  media,
}: Agreed): string =>
  createHash('sha256')
    .update(canonical({ openId, shareType, kind, content, options, media }))
    .digest('hex');

/** The consent as it is stored when somebody sends the post again and answers for it from then on. */
export const sentAgainBy = (
  consent: NonNullable<PostRow['consent']>,
  { id, name }: { id: number; name: string },
): string => JSON.stringify({ ...consent, sentBy: { id, name } });
