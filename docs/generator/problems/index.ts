import { accounts } from './accounts';
import { attention } from './attention';
import { handover } from './handover';
import { insights } from './insights';
import { plan } from './plan';
import { posts } from './posts';
import { review } from './review';
import { rules } from './rules';
import { savedTexts } from './saved-texts';
import { settings } from './settings';
import { type ProblemDoc, SHARED_PROBLEMS, type SubjectProblems } from './shared';

export { FAMILIES, type ProblemDoc } from './shared';

/** A new subject adds its own file here. */
const SUBJECTS: readonly SubjectProblems[] = [
  settings,
  accounts,
  posts,
  review,
  plan,
  rules,
  handover,
  attention,
  savedTexts,
  insights,
];

/** Every code that the plugin itself gives; a test compares it with the sources. */
export const PROBLEMS: readonly ProblemDoc[] = [
  ...SHARED_PROBLEMS,
  ...SUBJECTS.flatMap(({ problems }) => problems),
];

/** What each handler may answer besides the codes every route shares. */
export const ERRORS_OF: SubjectProblems['errorsOf'] = Object.assign(
  {},
  ...SUBJECTS.map(({ errorsOf }) => errorsOf),
);

/** What routes without a JSON answer do when they refuse. */
export const REFUSALS: Readonly<Record<string, string>> = Object.assign(
  {},
  ...SUBJECTS.map(({ refusals }) => refusals),
);
