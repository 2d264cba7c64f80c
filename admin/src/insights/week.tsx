import { Divider, Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { insightsWidget } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { Texts, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNumbers } from './numbers';

const SUBJECTS = ['insights'] as const;

const Content = () => {
  const { t } = useTexts();
  const { count } = useNumbers();
  const { data } = useTikTokQuery(insightsWidget, {}, { fresh: true });
  if (!data?.on) return null;
  const { posts, views, best } = data;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} paddingTop={4} data-testid="tiktok-week">
      <Divider />
      <Typography variant="sigma" textColor="neutral600" tag="h3">
        {t('insights.week')}
      </Typography>
      <Typography tag="p">{t('insights.week.sum', { posts, views: count(views) })}</Typography>
      {best && best.video.postId !== null && (
        <Link tag={NavLink} to={`/plugins/tiktok/posts/${best.video.postId}`}>
          {t('insights.week.best', { title: best.video.title, views: count(best.gained) })}
        </Link>
      )}
    </Flex>
  );
};

/** On the homepage below what needs a hand: the last seven days. */
const Week = () =>
  useMay('readInsights') ? (
    <Texts subjects={SUBJECTS} loading={<></>}>
      <Content />
    </Texts>
  ) : null;

export default Week;
