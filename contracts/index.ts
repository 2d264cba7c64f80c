import * as accounts from './accounts';
import * as attention from './attention';
import * as composer from './composer';
import { type Endpoint } from './endpoint';
import * as frontEnd from './front-end';
import * as handover from './handover';
import * as insights from './insights';
import * as listColumn from './list-column';
import * as media from './media';
import * as plan from './plan';
import * as posts from './posts';
import * as publisher from './publisher';
import * as review from './review';
import * as savedTexts from './saved-texts';
import * as secretLinks from './secret-links';
import * as rules from './rules';
import * as settings from './settings';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'handler' in value && 'access' in value;

/** Every HTTP call of the plugin. */
export const endpoints: readonly Endpoint[] = [
  settings,
  accounts,
  composer,
  listColumn,
  insights,
  posts,
  plan,
  rules,
  frontEnd,
  publisher,
  media,
  review,
  handover,
  secretLinks,
  savedTexts,
  attention,
].flatMap((subject) => Object.values(subject).filter(isEndpoint));
