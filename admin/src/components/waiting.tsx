import { Flex, Loader, Typography } from '@strapi/design-system';

import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';

/** What is being waited for, in words beside the sign of waiting. */
export const Waiting = ({ children }: { children: string }) => {
  const { t } = useTexts();
  useReadOut(children, 'at once');
  return (
    <Flex gap={2}>
      <Loader small>{t('common.loading')}</Loader>
      <Typography variant="pi" textColor="neutral600">
        {children}
      </Typography>
    </Flex>
  );
};
