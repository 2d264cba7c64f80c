import { accounts } from './accounts';
import { assistants } from './assistants';
import { attention } from './attention';
import { content } from './content';
import { createDatabase } from './database';
import { handover } from './handover';
import { publicRate } from './http/public-rate';
import { insights } from './insights';
import { media } from './media';
import { metrics } from './metrics';
import { moving } from './moving';
import { permissions } from './permissions';
import { plan } from './plan';
import { posts } from './posts';
import { review } from './review';
import { revisions } from './revisions';
import { rules } from './rules';
import { savedTexts } from './saved-texts';
import { settings } from './settings';
import { site } from './site';
import { type Subject } from './subject';
import { worker } from './worker';

const withTables: Subject[] = [
  permissions,
  revisions,
  settings,
  accounts,
  media,
  content,
  posts,
  insights,
  metrics,
  plan,
  rules,
  site,
  review,
  handover,
  savedTexts,
  attention,
  moving,
  assistants,
];

/** The tables of all subjects, as their latest migration leaves them. */
export const models = withTables.flatMap((subject) => subject.models ?? []);

/** In the order in which they boot; destroyed in reverse. */
export const subjects: Subject[] = [publicRate, createDatabase(models), worker, ...withTables];
