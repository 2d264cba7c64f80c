import { CONSENT_VERSION } from '../../../contracts/consent';
import { normaliseContent, normaliseOptions } from '../../../contracts/post-rules';
import { type ComposedPost, type PostView } from '../../../contracts/posts';
import { type Outcome } from '../api';
import { type TikTokProblem } from '../api/problem';
import { filesOf } from './rows';
import { type RowState } from './row-state';
import { type PlannedTime } from './times';

/** What became of a row at the last press that sent it. */
export type RowOutcome =
  | { kind: 'done'; post: PostView }
  /** Refused: nothing was made; the row can be changed and sent again. */
  | { kind: 'refused'; problem: TikTokProblem }
  /** No answer came: it may have been made. Only the very same can be sent again. */
  | { kind: 'unknown'; problem: TikTokProblem; body: ComposedPost };

export type Outcomes = ReadonlyMap<string, RowOutcome>;

/** Which press it is: the person agrees to each post, or sends them to somebody who will. */
export type Press = 'publish' | 'approval';

/** A row as the server takes it; null while an account or a Share Type is missing. */
export const composedPost = (
  { row, files, form }: RowState,
  time: PlannedTime,
  press: Press,
): ComposedPost | null => {
  const { accountId, shareType, kind, source } = row;
  if (accountId === null || shareType === null) return null;
  const fingerprints = (files ?? []).flatMap(({ fingerprint }) => fingerprint ?? []);
  const assetIds = filesOf(row);
  return {
    accountId,
    shareType,
    kind,
    source,
    assetIds,
    ...(fingerprints.length === assetIds.length ? { fingerprints } : {}),
    content: normaliseContent(kind, shareType, row.content),
    options: normaliseOptions(kind, shareType, row.options),
    when:
      press === 'approval' ? { type: 'approval', at: time.type === 'at' ? time.at : null } : time,
    consent: press === 'publish' ? { text: form.declaration, version: CONSENT_VERSION } : null,
  };
};

/** Answered before anything of the post is looked at, so they say nothing of an earlier press. */
const AT_THE_DOOR = [401, 403, 429];

/** An answer of ours says that nothing was made; anything else says nothing. */
const isRefusal = ({ status }: TikTokProblem, before: RowOutcome | undefined): boolean =>
  status >= 400 && status < 500 && !(before?.kind === 'unknown' && AT_THE_DOOR.includes(status));

/** What an answer makes of a row whose last press came out as `before`. */
export const outcomeOf = (
  body: ComposedPost,
  answer: Outcome<{ post: PostView }>,
  before: RowOutcome | undefined,
): RowOutcome => {
  if (answer.ok) return { kind: 'done', post: answer.data.post };
  const { problem } = answer;
  return isRefusal(problem, before)
    ? { kind: 'refused', problem }
    : { kind: 'unknown', problem, body };
};
