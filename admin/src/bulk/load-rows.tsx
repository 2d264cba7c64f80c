import { type ReactNode, useState } from 'react';

import { openComposerEntries, openComposerPosts } from '../../../contracts/composer';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { type SiteRules } from '../composer/model/subject';
import { useTexts } from '../translations';
import { type BulkSubject } from './model/address';
import { rowOfEntry, rowOfPost, type Row } from './model/rows';

/** What the table opens with. */
export interface LoadedRows {
  rows: readonly Row[];
  /** Entries that do not exist or that the person may not read. */
  missing: number;
  /** Null: known once the first file was looked at. */
  site: SiteRules | null;
  /** All of them wait for somebody's approval. */
  awaits: boolean;
}

type Show = (loaded: LoadedRows) => ReactNode;

interface LoadEntriesProps {
  subject: Extract<BulkSubject, { kind: 'entries' }>;
  children: Show;
}

const LoadEntries = ({ subject, children }: LoadEntriesProps) => {
  const { uid, documentIds, locale } = subject;
  const read = useTikTokQuery(
    openComposerEntries,
    { body: { uid, documentIds, locale } },
    { fresh: true },
  );
  const [opened, setOpened] = useState<LoadedRows | null>(null);
  const { data } = read;
  // The table keeps what it opened with: a later answer must not exchange what is agreed to.
  if (data && !opened) {
    setOpened({
      rows: data.entries.map(rowOfEntry),
      missing: data.missing.length,
      site: data.shareTypes,
      awaits: false,
    });
  }
  return opened ? <>{children(opened)}</> : <Loaded read={read}>{() => null}</Loaded>;
};

const COMPOSED_ANEW = ['edit', 'approve'] as const;

interface LoadPostsProps {
  postIds: number[];
  children: Show;
}

const LoadPosts = ({ postIds, children }: LoadPostsProps) => {
  const { t } = useTexts();
  const read = useTikTokQuery(openComposerPosts, { body: { postIds } }, { fresh: true });
  const [opened, setOpened] = useState<LoadedRows | null>(null);
  const { data } = read;
  if (data && !opened) {
    const { posts } = data;
    setOpened({
      rows: posts.map((post) =>
        rowOfPost(
          post,
          COMPOSED_ANEW.some((action) => post.actions.includes(action))
            ? null
            : t('bulk.lack.state'),
        ),
      ),
      missing: data.missing.length,
      site: data.shareTypes,
      awaits: posts.every(({ state }) => state === 'awaiting_approval'),
    });
  }
  return opened ? <>{children(opened)}</> : <Loaded read={read}>{() => null}</Loaded>;
};

/** Reads what the table is about, once. */
export const LoadRows = ({ subject, children }: { subject: BulkSubject; children: Show }) =>
  subject.kind === 'entries' ? (
    <LoadEntries subject={subject}>{children}</LoadEntries>
  ) : (
    <LoadPosts postIds={subject.postIds}>{children}</LoadPosts>
  );
