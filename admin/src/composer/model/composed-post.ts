import { CONSENT_VERSION } from '../../../../contracts/consent';
import { normaliseContent, normaliseOptions } from '../../../../contracts/post-rules';
import { type ComposedPost, type PostTime } from '../../../../contracts/posts';
import { type MakingState } from './making';
import { chosenIds } from './material';

/** Which of the buttons was pressed. */
export type Press = 'publish' | 'approval' | 'draft';

const timeFor = (press: Press, time: PostTime): PostTime => {
  // A draft keeps a chosen time as a wish.
  if (press === 'draft') return { type: 'draft', ...(time.type === 'at' ? { at: time.at } : {}) };
  if (press === 'approval') return { type: 'approval', at: time.type === 'at' ? time.at : null };
  return time;
};

/** A post in the making as the server takes it; null while an account or a Share Type is missing. */
export const composedPostOf = (
  { making: { source, material, target }, content, chosen, form }: MakingState,
  press: Press,
  time: PostTime,
): ComposedPost | null => {
  const { kind } = material;
  const { accountId, shareType, options } = target;
  if (accountId === null || shareType === null) return null;
  const fingerprints = chosen.flatMap(({ fingerprint }) => fingerprint ?? []);
  const assetIds = chosenIds(material);
  return {
    accountId,
    shareType,
    kind,
    source,
    assetIds,
    ...(fingerprints.length === assetIds.length ? { fingerprints } : {}),
    content: normaliseContent(kind, shareType, content),
    options: normaliseOptions(kind, shareType, options),
    when: timeFor(press, time),
    // Agreed to by the press of the button that sends, and by no other.
    consent: press === 'publish' ? { text: form.declaration, version: CONSENT_VERSION } : null,
  };
};
