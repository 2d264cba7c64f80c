import { integer } from '../columns';
import { type Migration } from '../schema-changes';

/** Whose words and time a decision for one entry are. */
export const authorOfADecision: Migration = {
  name: '0005-author-of-a-decision',
  up: ({ addColumns }) => addColumns('tiktok_rule_overrides', { author_id: integer }),
};
