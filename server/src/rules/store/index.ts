import { type Core } from '@strapi/strapi';

import { inTransaction } from '../../database/tables';
import { type EntryKey } from './entry-key';
import { createMeetings } from './meetings';
import { createOverrides } from './overrides';
import { createRuleRows } from './rules';

export { type EntryKey } from './entry-key';
export { type Met, type MeetingRow } from './meetings';
export { type StoredOverride } from './overrides';
export { type RuleRow } from './rules';

/** The rules, what they met, and what was decided for single entries. */
export const createRuleStore = ({ strapi }: { strapi: Core.Strapi }) => {
  const { forgetMeetings, ...meetings } = createMeetings({ strapi });
  const { forgetOverride, ...overrides } = createOverrides({ strapi });
  return {
    ...createRuleRows({ strapi }),
    ...meetings,
    ...overrides,

    /** Forgets an entry that is deleted; what its rules made of it stays counted. */
    forget: (entry: EntryKey): Promise<void> =>
      inTransaction(strapi, async (trx) => {
        await forgetMeetings(entry, trx);
        await forgetOverride(entry, trx);
      }),
  };
};

export type RuleStore = ReturnType<typeof createRuleStore>;
