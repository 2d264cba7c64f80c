import { type ResponseOf } from '../../../../contracts/endpoint';
import { type getEntry, type openComposerMedia } from '../../../../contracts/composer';
import { type MediaItem } from '../../../../contracts/media';
import { type EntryChange, type EntrySource, type PostView } from '../../../../contracts/posts';

import { type Words } from './material';
import { wordsOf } from './suggested';
import { type When } from './when';

export type Entry = ResponseOf<typeof getEntry>;
export type SiteRules = ResponseOf<typeof openComposerMedia>['shareTypes'];

/** What the form is about. */
export interface Subject {
  /** The version of an entry; null for files without one. */
  source: EntrySource | null;
  /** The entry's title, or empty. */
  title: string;
  media: readonly MediaItem[];
  /** The words to begin with, from the entry; absent where it suggests none. */
  suggested?: Words;
  /** What the settings allow and prefer. */
  site: SiteRules;
  /** The post that is composed anew; null for a new one. */
  post: PostView | null;
  /** The post takes over what its entry holds now; what changed there. */
  renew?: EntryChange['what'];
  /** Where a new post was begun: the time and the account that it opens with. */
  begins?: { when: When; accountId: number | null };
}

export const subjectOfEntry = ({
  source,
  title,
  media,
  shareTypes,
  suggested,
}: Entry): Subject => ({
  source,
  title,
  media,
  ...(suggested && { suggested: wordsOf(suggested) }),
  site: shareTypes,
  post: null,
});
