import { type Migration } from '../schema-changes';
import { firstTables } from './0001-first-tables';
import { rememberedGrants } from './0002-remembered-grants';
import { mediaWithoutIds } from './0003-media-without-ids';
import { revisions } from './0004-revisions';
import { authorOfADecision } from './0005-author-of-a-decision';
import { wordsOfAType } from './0006-words-of-a-type';
import { whatOnePostHasForItself } from './0007-what-one-post-has-for-itself';
import { mediaOfALink } from './0008-media-of-a-link';
import { gates } from './0009-gates';
import { insights } from './0010-insights';
import { lastOpeningOfALink } from './0011-last-opening-of-a-link';
import { entryOfAPost } from './0012-entry-of-a-post';
import { undoOfACancel } from './0013-undo-of-a-cancel';

/**
 * Every change of our tables since 0.1.0, in the order in which they run. A new one goes to the end,
 * under the next number; a released one never changes (CONTRIBUTING.md, "Tables").
 */
export const migrations: readonly Migration[] = [
  firstTables,
  rememberedGrants,
  mediaWithoutIds,
  revisions,
  authorOfADecision,
  wordsOfAType,
  whatOnePostHasForItself,
  mediaOfALink,
  gates,
  insights,
  lastOpeningOfALink,
  entryOfAPost,
  undoOfACancel,
];
