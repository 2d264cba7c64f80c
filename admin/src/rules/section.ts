import { type AccountView } from '../../../contracts/accounts';
import { type RuleType } from '../../../contracts/rules';
import { type RuleDraft } from './draft';

/** What was changed, or made of the draft as it is by then: a list tells of its choice late. */
export type RuleChange = Partial<RuleDraft> | ((draft: RuleDraft) => RuleDraft);

/** What each part of the editor works with. */
export interface SectionProps {
  draft: RuleDraft;
  type: RuleType | undefined;
  types: readonly RuleType[];
  accounts: readonly AccountView[];
  /** What the server said of a field; undefined: nothing. */
  errorOf: (field: string) => string | undefined;
  onChange: (change: RuleChange) => void;
}
