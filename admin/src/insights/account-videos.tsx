import { Box, Button, Flex, Link, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import { accountVideos, type ListedVideo } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { serverAddress } from '../utils/server-address';
import { useNumbers } from './numbers';

const Video = ({ video }: { video: ListedVideo }) => {
  const { t, dateTime } = useTexts();
  const { count } = useNumbers();
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
        <Typography style={{ overflowWrap: 'anywhere' }}>
          {video.caption || t('insights.noCaption')}
        </Typography>
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
        </Flex>
      </Flex>
    </Flex>
  );
};

/** The account's public videos, as TikTok's list shows them, page by page. */
export const AccountVideos = ({ id }: { id: number }) => {
  const { t } = useTexts();
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
            <Flex tag="ul" direction="column" alignItems="stretch" gap={4}>
              {videos.map((video) => (
                <Video key={video.id} video={video} />
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
    </Card>
  );
};
