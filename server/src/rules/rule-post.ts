import { CONSENT_VERSION, INBOX_CONSENT } from '../../../contracts/consent';
import { type ComposedPost, postContent, postOptions } from '../../../contracts/posts';
import { type Waiver } from '../../../contracts/rules';
import { type RuleEntry } from './entry-data';
import { type RuleMoment, type RuleOutcomeFacts } from './outcome';
import { type RuleRow } from './store';

/** The consent for all Direct Posts of the rule, while it lasts and its sentence is in force. */
export const waiverOf = ({ data, waiver }: RuleRow, now = Date.now()): Waiver | null =>
  data.shareType === 'direct_post' &&
  waiver &&
  waiver.version === CONSENT_VERSION &&
  Date.parse(waiver.expiresAt) > now
    ? waiver
    : null;

/** A consent that will be over when the post goes out covers it no more. */
const covers = ({ expiresAt }: Waiver, moment: RuleMoment): boolean =>
  moment.type !== 'at' || moment.at <= Date.parse(expiresAt);

const wishOf = (moment: RuleMoment): string | null =>
  moment.type === 'at' ? new Date(moment.at).toISOString() : null;

const timeOf = (moment: RuleMoment): ComposedPost['when'] =>
  moment.type === 'at' ? { type: 'at', at: new Date(moment.at).toISOString() } : moment;

/**
 * What the rule makes goes through the same door as what a person composes.
 * @param asksApproval somebody who may not agree to it decided its words or its time
 */
export const composedOf = (
  rule: RuleRow,
  entry: RuleEntry,
  { kind, files, caption, titleText, accountId, moment }: RuleOutcomeFacts,
  asksApproval: boolean,
): ComposedPost => {
  const { shareType } = rule.data;
  const given = waiverOf(rule);
  const waived = given && !asksApproval && covers(given, moment) ? given : null;
  const options = waived ? waived.options : postOptions.parse({});
  // A Direct Post takes a person's consent for itself, unless it was waived for the rule.
  const inbox = { text: INBOX_CONSENT, version: CONSENT_VERSION };
  const own = shareType === 'inbox' ? inbox : waived;
  const consent = asksApproval || !own ? null : { text: own.text, version: own.version };
  return {
    accountId,
    shareType,
    kind,
    source: entry.source,
    assetIds: files.map(({ assetId }) => assetId),
    content: postContent.parse(
      kind === 'photo' ? { title: titleText, description: caption } : { caption },
    ),
    options,
    when: consent ? timeOf(moment) : { type: 'approval', at: wishOf(moment) },
    consent,
  };
};
