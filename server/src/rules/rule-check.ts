import { type Core } from '@strapi/strapi';

import { type RuleInput } from '../../../contracts/rules';
import { accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { forbidden, Problem } from '../http/problem';
import { conditionFault, contradictions } from './conditions';
import { fieldFactsOf } from './conditions/field-facts';
import { templateProblem } from './template';
import { type TypeFacts } from './type-facts';

/** The accounts that this person may post with. */
const accountIdsFor = async (strapi: Core.Strapi, caller: Caller): Promise<ReadonlySet<number>> => {
  const accounts = accountsOf(strapi);
  const all = await accounts.all();
  return new Set(
    all.filter((account) => accounts.mayPostWith(caller, account)).map(({ id }) => id),
  );
};

/** Conditions that can never hold, by the field of the form. */
const conditionFaults = async (
  strapi: Core.Strapi,
  { uid, conditions }: RuleInput,
): Promise<Record<string, string>> => {
  if (conditions.length === 0) return {};
  const known = await fieldFactsOf(strapi, uid);
  const faults: Record<string, string> = {};
  conditions.forEach((condition, index) => {
    const fault = conditionFault(condition, known);
    if (fault) faults[`conditions.${index}.${fault.part}`] = fault.message;
  });
  for (const [index, message] of contradictions(conditions, known)) {
    faults[`conditions.${index}.value`] ??= message;
  }
  return faults;
};

/**
 * Whether a person may save this rule, and it can be right for its content type.
 * @throws Problem `invalid_rule`, naming each wrong field
 */
export const checkRule = async (
  strapi: Core.Strapi,
  caller: Caller,
  rule: RuleInput,
  type: TypeFacts | null,
): Promise<void> => {
  const fields: Record<string, string> = {};
  if (!type) fields.uid = 'This content type holds no videos or pictures.';
  const known = await accountIdsFor(strapi, caller);
  if (!known.has(rule.accountId)) fields.accountId = 'Choose an account that you may post with.';
  for (const [locale, id] of Object.entries(rule.accountByLocale)) {
    if (!known.has(id)) fields[`accountByLocale.${locale}`] = 'You may not post with it.';
  }
  const caption = templateProblem(rule.captionTemplate);
  if (caption) fields.captionTemplate = caption;
  const title = templateProblem(rule.titleTemplate);
  if (title) fields.titleTemplate = title;
  if (rule.time.type === 'date_field' && type && !type.dateFields.includes(rule.time.field)) {
    fields['time.field'] = `"${rule.time.field}" is no date of this content type.`;
  }
  if (type) Object.assign(fields, await conditionFaults(strapi, rule));
  if (Object.keys(fields).length === 0) return;
  throw new Problem({
    status: 422,
    code: 'invalid_rule',
    message: Object.values(fields).join(' '),
    remedy: 'Correct the named fields and save again. Nothing was changed.',
    fields,
  });
};

/** @throws Problem `forbidden` for an API token */
export const requirePerson = (caller: Caller): void => {
  if (caller.isPerson) return;
  throw forbidden(
    'A rule posts in the name of a person; an API token cannot save one.',
    'Do it in the Strapi admin, or import rules there.',
  );
};
