import { Button, Divider, Flex, Typography } from '@strapi/design-system';
import { PaperPlane } from '@strapi/icons';
import { lazy, type RefObject, Suspense, useEffect, useRef } from 'react';

import { type EntrySource } from '../../../contracts/posts';
import { getEntry } from '../../../contracts/composer';
import { type ResponseOf } from '../../../contracts/endpoint';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { useReloadWhenDue } from '../posts/live';
import { pollEvery } from '../posts/poll';
import { useStateNews } from '../posts/state-news';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { EntryMedia } from './entry-media';
import { EntryPost } from './entry-post';
import { openComposerFor, useOpenedComposer } from './opened-composer';
import { OtherSite } from './other-site';
import { type PanelProps } from './panel-content';

const EntryForm = lazy(() => import('./entry-form'));
const EntryInsights = lazy(() => import('../insights/entry-insights'));
const EntryRules = lazy(() => import('./entry-rules'));

type Entry = ResponseOf<typeof getEntry>;

interface PublishProps {
  entry: Entry;
  source: EntrySource;
  isModified: boolean;
  button: RefObject<HTMLButtonElement>;
}

const Publish = ({ entry, source, isModified, button }: PublishProps) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  if (!mayCompose) return null;
  if (!entry.mayPost) {
    return <Note level="info">{entry.mayNotWhy ?? t('entry.mayNot')}</Note>;
  }
  if (isModified) {
    return (
      <Note level="info" title={t('entry.saveFirst')}>
        {t('entry.saveFirst.modified')}
      </Note>
    );
  }
  if (entry.media.length === 0) return null;
  return (
    <Button
      ref={button}
      fullWidth
      startIcon={<PaperPlane />}
      onClick={() => openComposerFor(source)}
    >
      {t('entry.publish')}
    </Button>
  );
};

const Posts = ({ posts }: Pick<Entry, 'posts'>) => {
  const { t } = useTexts();
  if (posts.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('entry.noPosts')}
      </Typography>
    );
  }
  return (
    <Flex tag="ul" direction="column" alignItems="stretch" gap={4} aria-label={t('entry.posts')}>
      {posts.map((post) => (
        <li key={post.id}>
          <EntryPost post={post} />
        </li>
      ))}
    </Flex>
  );
};

/** What waits for the entry goes on a moment after it is published. */
const FOLLOWS_MS = 3_000;

/** Reads the entry again when it was saved, and once more when what follows from that is done. */
const useFollowSaves = (saved: string, reload: () => void): void => {
  const shown = useRef(saved);
  useEffect(() => {
    if (shown.current === saved) return undefined;
    shown.current = saved;
    reload();
    const timer = setTimeout(reload, FOLLOWS_MS);
    return () => clearTimeout(timer);
  }, [saved, reload]);
};

/** An entry that is saved: its media, its posts as they go on, and the way to the form. */
export const SavedEntry = ({ source, saved, isModified }: PanelProps & { source: EntrySource }) => {
  const { uid, documentId, locale, status } = source;
  const args = { params: { uid, documentId }, query: { locale: locale ?? undefined, status } };
  const read = useTikTokQuery(getEntry, args, {
    poll: ({ posts }) => pollEvery(posts, Date.now()),
  });
  useFollowSaves(saved, read.reload);
  useReloadWhenDue(read.data?.posts, read.reload);
  useStateNews(read.data?.posts);
  const opened = useOpenedComposer(source);
  const button = useRef<HTMLButtonElement>(null);

  return (
    <Loaded read={read}>
      {(entry) => (
        <>
          <OtherSite />
          <EntryMedia media={entry.media} status={status} />
          <Publish entry={entry} source={source} isModified={isModified} button={button} />
          <Divider />
          <Posts posts={entry.posts} />
          <Suspense fallback={null}>
            <EntryRules source={source} />
          </Suspense>
          <Suspense fallback={null}>
            <EntryInsights source={source} />
          </Suspense>
          {opened && (
            <Suspense fallback={null}>
              <EntryForm opened={opened} returnFocus={button} />
            </Suspense>
          )}
        </>
      )}
    </Loaded>
  );
};
