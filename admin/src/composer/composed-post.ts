import { CONSENT_VERSION } from '../../../contracts/consent';
import { normaliseContent, normaliseOptions } from '../../../contracts/post-rules';
import { type ComposedPost, type PostTime } from '../../../contracts/posts';
import { chosenIds, type FormValues } from './form';
import { type PartState } from './parts';
import { type Subject } from './subject';

/** Which of the buttons was pressed. */
export type Press = 'publish' | 'approval' | 'draft';

const timeFor = (press: Press, time: PostTime): PostTime => {
  // A draft keeps a chosen time as a wish.
  if (press === 'draft') return { type: 'draft', ...(time.type === 'at' ? { at: time.at } : {}) };
  if (press === 'approval') return { type: 'approval', at: time.type === 'at' ? time.at : null };
  return time;
};

/** The body for one account; null while no Share Type is chosen. */
export const composedPostOf = (
  values: FormValues,
  { part, content, chosen, state }: PartState,
  { source }: Pick<Subject, 'source'>,
  press: Press,
  time: PostTime,
): ComposedPost | null => {
  const { kind } = values;
  const { accountId, shareType, options } = part;
  if (shareType === null) return null;
  const fingerprints = chosen.flatMap(({ fingerprint }) => fingerprint ?? []);
  return {
    accountId,
    shareType,
    kind,
    source,
    assetIds: chosenIds(values),
    ...(fingerprints.length === chosen.length ? { fingerprints } : {}),
    content: normaliseContent(kind, shareType, content),
    options: normaliseOptions(kind, shareType, options),
    when: timeFor(press, time),
    // Agreed to by the press of the button that sends, and by no other.
    consent: press === 'publish' ? { text: state.declaration, version: CONSENT_VERSION } : null,
  };
};
