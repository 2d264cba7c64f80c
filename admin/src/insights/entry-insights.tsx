import { Divider, Flex, Typography } from '@strapi/design-system';

import { entryInsights } from '../../../contracts/insights';
import { type EntrySource } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNumbers } from './numbers';
import { Comparison, Freshness, MissingNotes, Views } from './video-numbers';

const SUBJECTS = ['insights'] as const;

const Content = ({ source: { uid, documentId } }: { source: EntrySource }) => {
  const { t } = useTexts();
  const { count } = useNumbers();
  const read = useTikTokQuery(entryInsights, { params: { uid, documentId } });
  // Nothing is said of entries that are not on TikTok.
  if (read.data && (!read.data.on || read.data.videos.length === 0)) return null;
  return (
    <Loaded read={read}>
      {({ videos, total, missing }) => (
        <Flex
          tag="section"
          aria-label={t('insights.title')}
          direction="column"
          alignItems="stretch"
          gap={3}
          data-testid="tiktok-entry-insights"
        >
          <Divider />
          <Typography variant="sigma" textColor="neutral600" tag="h3">
            {t('insights.title')}
          </Typography>
          {videos.length > 1 && (
            <Typography tag="p">
              {t('insights.total', { views: count(total.views), count: videos.length })}
            </Typography>
          )}
          <MissingNotes missing={missing} />
          {videos.map((video) => (
            <Flex key={video.id} direction="column" alignItems="stretch" gap={1}>
              <Typography variant="pi" textColor="neutral600">
                {[video.accountName, video.locale].filter(Boolean).join(' · ')}
              </Typography>
              <Views video={video} />
              <Comparison video={video} />
              <Freshness video={video} />
            </Flex>
          ))}
        </Flex>
      )}
    </Loaded>
  );
};

/** In the entry's panel: how its posts do. */
const EntryInsights = ({ source }: { source: EntrySource }) =>
  useMay('readInsights') ? (
    <Texts subjects={SUBJECTS} loading={<></>}>
      <Content source={source} />
    </Texts>
  ) : null;

export default EntryInsights;
