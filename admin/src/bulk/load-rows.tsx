import { Flex, Loader, Typography } from '@strapi/design-system';
import { type ReactNode, useCallback, useEffect, useState } from 'react';

import { openComposerEntries } from '../../../contracts/composer';
import { getPost, type PostView } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { type TikTokProblem } from '../api/problem';
import { Loaded } from '../components/loaded';
import { Problem } from '../components/problem';
import { type SiteRules } from '../composer/subject';
import { useTexts } from '../translations';
import { type BulkSubject } from './address';
import { rowOfEntry, rowOfPost, type Row } from './rows';

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
  useEffect(() => {
    if (!data) return;
    setOpened(
      (before) =>
        before ?? {
          rows: data.entries.map(rowOfEntry),
          missing: data.missing.length,
          site: data.shareTypes,
          awaits: false,
        },
    );
  }, [data]);
  return opened ? <>{children(opened)}</> : <Loaded read={read}>{() => null}</Loaded>;
};

type PostAnswer = { post: PostView } | { problem: TikTokProblem };

const LoadPost = ({ id, onAnswer }: { id: number; onAnswer: (answer: PostAnswer) => void }) => {
  const { data, problem } = useTikTokQuery(getPost, { params: { id } }, { fresh: true });
  useEffect(() => {
    if (data) onAnswer({ post: data.post });
    else if (problem) onAnswer({ problem });
  }, [data, problem, onAnswer]);
  return null;
};

const COMPOSED_ANEW = ['edit', 'approve'] as const;

interface LoadPostsProps {
  postIds: readonly number[];
  children: Show;
}

const LoadPosts = ({ postIds, children }: LoadPostsProps) => {
  const { t } = useTexts();
  const [answers, setAnswers] = useState<ReadonlyMap<number, PostAnswer>>(new Map());
  const [opened, setOpened] = useState<LoadedRows | null>(null);
  const keep = useCallback(
    (id: number, answer: PostAnswer) =>
      setAnswers((last) => (last.has(id) ? last : new Map([...last, [id, answer]]))),
    [],
  );
  useEffect(() => {
    if (opened || answers.size < postIds.length) return;
    const posts = postIds.flatMap((id) => {
      const answer = answers.get(id);
      return answer && 'post' in answer ? [answer.post] : [];
    });
    const rows = posts.map((post) =>
      rowOfPost(
        post,
        COMPOSED_ANEW.some((action) => post.actions.includes(action)) ? null : t('bulk.lack.state'),
      ),
    );
    setOpened({
      rows,
      missing: postIds.length - rows.length,
      site: null,
      awaits: posts.every(({ state }) => state === 'awaiting_approval'),
    });
  }, [opened, answers, postIds, t]);

  if (opened) return <>{children(opened)}</>;
  const unreachable = [...answers.values()].flatMap((answer) =>
    'problem' in answer && answer.problem.status !== 404 ? [answer.problem] : [],
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {unreachable[0] && <Problem problem={unreachable[0]} />}
      <Flex gap={2} role="status">
        <Loader small>{t('common.loading')}</Loader>
        <Typography>{t('bulk.loading', { done: answers.size, total: postIds.length })}</Typography>
      </Flex>
      {postIds.map((id) => (
        <LoadOne key={id} id={id} keep={keep} />
      ))}
    </Flex>
  );
};

const LoadOne = ({ id, keep }: { id: number; keep: (id: number, answer: PostAnswer) => void }) => {
  const onAnswer = useCallback((answer: PostAnswer) => keep(id, answer), [id, keep]);
  return <LoadPost id={id} onAnswer={onAnswer} />;
};

/** Reads what the table is about, once. */
export const LoadRows = ({ subject, children }: { subject: BulkSubject; children: Show }) =>
  subject.kind === 'entries' ? (
    <LoadEntries subject={subject}>{children}</LoadEntries>
  ) : (
    <LoadPosts postIds={subject.postIds}>{children}</LoadPosts>
  );
