import { CONSENT_VERSION, declarationFor } from '../../../contracts/consent';
import { type RequestOf } from '../../../contracts/endpoint';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostOptions } from '../../../contracts/posts';
import { type RuleInput, type Waiver, type waiveApproval } from '../../../contracts/rules';
import { type Caller } from '../http/handle';
import { forbidden, Problem } from '../http/problem';

type Given = Pick<RequestOf<typeof waiveApproval>['body'], 'options' | 'consent' | 'expiresAt'>;

const DAY_MS = 24 * 3_600_000;
/** A waiver is looked at again at least once a year. */
const LONGEST_WAIVER_DAYS = 366;

/** Boxes under a disclosure that is off are off. The rest depends on what each post turns out to be. */
const chosenOf = (options: PostOptions): PostOptions => ({
  ...options,
  yourBrand: options.discloseContent && options.yourBrand,
  brandedContent: options.discloseContent && options.brandedContent,
});

const faultOf = (
  { shareType }: Pick<RuleInput, 'shareType'>,
  chosen: PostOptions,
  { consent }: Given,
  ends: number,
): string | null => {
  if (shareType !== 'direct_post') return 'Only Direct Posts need approval.';
  if (chosen.privacyLevel === null) return 'Choose who can view the posts.';
  if (chosen.discloseContent && !chosen.yourBrand && !chosen.brandedContent) {
    return 'Choose what the content promotes.';
  }
  if (chosen.brandedContent && chosen.privacyLevel === 'SELF_ONLY') {
    return 'Branded content visibility cannot be set to private.';
  }
  if (consent.text !== declarationFor('direct_post', chosen) || consent.version !== CONSENT_VERSION)
    return 'The declaration on the screen is not the one in force.';
  if (ends <= Date.now() || ends > Date.now() + LONGEST_WAIVER_DAYS * DAY_MS) {
    return `The waiver ends between now and ${LONGEST_WAIVER_DAYS} days from now.`;
  }
  return null;
};

/** Whether a person may agree to posts without anybody else looking at them. */
export const mayWaive = (caller: Caller): boolean =>
  [ACTIONS.approvePosts, ACTIONS.publishPosts].every((right) => caller.ability.can(right));

/** @throws Problem `forbidden` for who may not approve and publish each of the posts */
export const requireMayWaive = (caller: Caller): void => {
  if (mayWaive(caller)) return;
  throw forbidden(
    'Agreeing to every post of a rule takes the rights to approve and to publish.',
    'Ask someone who has them.',
  );
};

/**
 * A person's consent for every Direct Post of a rule, as it is recorded.
 * @throws Problem `invalid_waiver`
 */
export const waiverFrom = (caller: Caller, rule: RuleInput, given: Given): Waiver => {
  const chosen = chosenOf(given.options);
  const ends = Date.parse(given.expiresAt);
  const fault = faultOf(rule, chosen, given, ends);
  if (fault) {
    throw new Problem({
      status: 422,
      code: 'invalid_waiver',
      message: fault,
      remedy: 'Correct it and agree again. Nothing was changed.',
    });
  }
  return {
    options: chosen,
    text: given.consent.text,
    version: given.consent.version,
    byId: caller.id,
    byName: caller.name,
    at: new Date().toISOString(),
    expiresAt: new Date(ends).toISOString(),
  };
};
