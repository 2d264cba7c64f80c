import { Flex, ProgressBar, Typography } from '@strapi/design-system';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { useFileSize } from '../utils/use-file-size';

/** How much of the file has been sent, or nothing while no bytes are on their way. */
export const Progress = ({ progress }: Pick<PostSummary, 'progress'>) => {
  const { t, number } = useTexts();
  const sizeOf = useFileSize();
  if (!progress || progress.totalBytes <= 0) return null;
  const percent = Math.min(100, Math.floor((progress.sentBytes / progress.totalBytes) * 100));
  return (
    <Flex direction="column" alignItems="stretch" gap={1} width="100%">
      <ProgressBar value={percent} aria-label={t('posts.progress.label')} />
      <Typography variant="pi" textColor="neutral600">
        {t('posts.progress', {
          percent: number(percent),
          sent: sizeOf(progress.sentBytes),
          total: sizeOf(progress.totalBytes),
        })}
      </Typography>
    </Flex>
  );
};
