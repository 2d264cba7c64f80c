import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import { accountVideos, type ListedVideo } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { serverAddress } from '../utils/server-address';
import { useMay } from '../utils/use-may';
import { LinkDialog } from './link-dialog';
import { useNumbers } from './numbers';

const Video = ({ video, onLink }: { video: ListedVideo; onLink: (() => void) | null }) => {
  const { t, dateTime } = useTexts();
  const { count } = useNumbers();
  const title = video.caption || t('insights.noCaption');
  return (
    <Flex tag="li" gap={3} alignItems="flex-start">
      <Box
        width="5.6rem"
        height="7.2rem"
        shrink={0}
        background="neutral150"
        hasRadius
        overflow="hidden"
      >
        {video.coverUrl && (
          <img
            src={serverAddress(video.coverUrl)}
            alt=""
            loading="lazy"
            width="56"
            height="72"
            style={{ objectFit: 'cover' }}
          />
        )}
      </Box>
      <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
        <Typography style={{ overflowWrap: 'anywhere' }}>{title}</Typography>
        <Typography variant="pi" textColor="neutral600">
          {dateTime(video.createdAt)} ·{' '}
          {t('insights.viewsNumber', { views: count(video.counters.views) })}
        </Typography>
        <Flex gap={4} wrap="wrap">
          {video.link && (
            <Link href={video.link} isExternal>
              {t('insights.onTikTok')}
            </Link>
          )}
          {video.postId !== null && (
            <Link tag={NavLink} to={`/plugins/tiktok/posts/${video.postId}`}>
              {t('insights.sentFromHere')}
            </Link>
          )}
          {video.postId === null && video.uid !== null && (
            <Link
              tag={NavLink}
              to={`/content-manager/collection-types/${video.uid}/${video.documentId ?? ''}`}
            >
              {t('insights.itsEntry')}
            </Link>
          )}
          {onLink && (
            <Button
              variant="tertiary"
              size="S"
              aria-label={t('insights.link.of', { title })}
              onClick={onLink}
            >
              {t('insights.link')}
            </Button>
          )}
        </Flex>
      </Flex>
    </Flex>
  );
};

/** The account's public videos, as TikTok's list shows them, page by page. */
export const AccountVideos = ({ id }: { id: number }) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const mayResolve = useMay('resolvePosts');
  const [linked, setLinked] = useState<ListedVideo | null>(null);
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  const read = useTikTokQuery(accountVideos, {
    params: { id },
    query: cursor === undefined ? {} : { cursor },
  });
  const next = read.data?.cursor ?? null;
  return (
    <Card title={t('insights.videosOf')} description={t('insights.videosOf.help')}>
      <Loaded read={read}>
        {({ videos }) =>
          videos.length === 0 ? (
            <Typography textColor="neutral600">{t('insights.nothing')}</Typography>
          ) : (
            <Flex
              tag="ul"
              direction="column"
              alignItems="stretch"
              gap={4}
              data-testid="tiktok-account-videos"
            >
              {videos.map((video) => (
                <Video
                  key={video.id}
                  video={video}
                  onLink={
                    (mayCompose || mayResolve) && !video.isLinked ? () => setLinked(video) : null
                  }
                />
              ))}
            </Flex>
          )
        }
      </Loaded>
      <Flex gap={2}>
        {cursors.length > 0 && (
          <Button variant="tertiary" onClick={() => setCursors(cursors.slice(0, -1))}>
            {t('insights.newer')}
          </Button>
        )}
        {next !== null && (
          <Button variant="tertiary" onClick={() => setCursors([...cursors, next])}>
            {t('insights.older')}
          </Button>
        )}
      </Flex>
      {linked && <LinkDialog accountId={id} video={linked} onClose={() => setLinked(null)} />}
    </Card>
  );
};
