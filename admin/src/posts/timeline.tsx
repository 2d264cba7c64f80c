import { Box, Flex, Typography } from '@strapi/design-system';

import { type TimelineEntry } from '../../../contracts/posts';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { useShownZone } from './shown-zone';

/** What has happened, oldest first, in words. */
export const Timeline = ({ entries }: { entries: readonly TimelineEntry[] }) => {
  const { t, dateTime, said } = useTexts();
  const zone = useShownZone();
  return (
    <Card title={t('posts.timeline')}>
      {entries.length === 0 ? (
        <Typography tag="p">{t('posts.timeline.none')}</Typography>
      ) : (
        <Flex tag="ol" direction="column" alignItems="stretch" gap={4}>
          {entries.map(({ id, at, message, actor, logId }) => (
            <Box tag="li" key={id}>
              <Typography tag="p">{said(message)}</Typography>
              <Typography variant="pi" textColor="neutral600" tag="p">
                <time dateTime={at}>
                  {t('posts.timeline.by', { time: dateTime(at, zone), actor })}
                </time>
                {logId !== null && ` · ${t('posts.logId', { id: logId })}`}
              </Typography>
            </Box>
          ))}
        </Flex>
      )}
    </Card>
  );
};
