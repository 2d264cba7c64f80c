import { Flex, ProgressBar, Typography } from '@strapi/design-system';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';

/** Decimal megabytes with one digit, as TikTok's limits are given; a small file is not "0". */
export const megabytes = (bytes: number): number =>
  bytes > 0 ? Math.max(1, Math.round(bytes / 100_000)) / 10 : 0;

/** How much of the file has been sent, or nothing while no bytes are on their way. */
export const Progress = ({ progress }: Pick<PostSummary, 'progress'>) => {
  const { t, number } = useTexts();
  if (!progress || progress.totalBytes <= 0) return null;
  const percent = Math.min(100, Math.floor((progress.sentBytes / progress.totalBytes) * 100));
  return (
    <Flex direction="column" alignItems="stretch" gap={1} width="100%">
      <ProgressBar value={percent} aria-label={t('posts.progress.label')} />
      <Typography variant="pi" textColor="neutral600">
        {t('posts.progress', {
          percent: number(percent),
          sent: number(megabytes(progress.sentBytes)),
          total: number(megabytes(progress.totalBytes)),
        })}
      </Typography>
    </Flex>
  );
};
