import { Flex, Grid } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { lazy, Suspense, useMemo } from 'react';
import { useParams } from 'react-router-dom';

import { getPost, type PostView } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Card } from '../components/card';
import { HandOver } from '../handover';
import { useTexts } from '../translations';
import { Attempts } from './attempts';
import { ConsentCard } from './consent-card';
import { ContentCard } from './content-card';
import { EntryChanged } from './entry-changed';
import { FactsCard } from './facts-card';
import { useReloadWhenDue } from './live';
import { pollEvery } from './poll';
import { PostActions } from './post-actions';
import { PostLink } from './post-link';
import { PostPicture } from './post-picture';
import { Progress } from './progress';
import { Reason } from './reason';
import { ShownZone } from './shown-zone';
import { StateBadge } from './state-badge';
import { useStateNews } from './state-news';
import { StateSentence } from './state-sentence';
import { Timeline } from './timeline';

const PostInsights = lazy(() => import('../insights/post-insights'));

const Post = ({ post }: { post: PostView }) => {
  const { t } = useTexts();
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} xs={12} direction="column" alignItems="stretch" gap={6}>
        <Card title={t('posts.status')} action={<PostActions post={post} />}>
          <Flex gap={5} alignItems="flex-start" wrap={{ initial: 'wrap', medium: 'nowrap' }}>
            <PostPicture post={post} />
            <Flex direction="column" alignItems="stretch" gap={4} flex="1" minWidth={0}>
              <Flex gap={4} wrap="wrap">
                <StateBadge state={post.state} />
                <PostLink post={post} />
              </Flex>
              <StateSentence post={post} />
              <Progress progress={post.progress} />
              <Reason post={post} />
              <EntryChanged post={post} />
            </Flex>
          </Flex>
        </Card>
        <ContentCard post={post} />
        <Suspense fallback={null}>
          <PostInsights id={post.id} />
        </Suspense>
        <Timeline entries={post.timeline} />
        <Attempts attempts={post.attempts} />
      </Grid.Item>
      <Grid.Item col={4} xs={12} direction="column" alignItems="stretch" gap={6}>
        <FactsCard post={post} />
        <ConsentCard post={post} />
        <HandOver post={post} />
      </Grid.Item>
    </Grid.Root>
  );
};

/** One post: what it is, what was agreed, what has happened, and what can be done. */
export const PostPage = () => {
  const { t } = useTexts();
  const id = Number(useParams().id);
  const args = { params: { id } };
  const skip = !Number.isInteger(id) || id < 1;
  const read = useTikTokQuery(getPost, args, {
    skip,
    poll: ({ post }) => pollEvery([post], Date.now()),
  });
  const known = read.data;
  const posts = useMemo(() => known && [known.post], [known]);
  useReloadWhenDue(posts, read.reload);
  useStateNews(posts);
  if (skip) return <Page.NoData />;
  const title = known?.post.title || t('posts.untitled', { id });
  return (
    <Page.Main>
      <Page.Title>{title}</Page.Title>
      <Layouts.Header
        title={title}
        subtitle={known?.post.account.nickname}
        navigationAction={<BackButton fallback="/plugins/tiktok" />}
      />
      <Layouts.Content>
        <Loaded read={read}>
          {({ post }) => (
            <ShownZone account={post.account}>
              <Post post={post} />
            </ShownZone>
          )}
        </Loaded>
      </Layouts.Content>
    </Page.Main>
  );
};
