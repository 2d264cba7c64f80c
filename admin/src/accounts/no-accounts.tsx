import { Box, EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { Link } from 'react-router-dom';

import { useTexts } from '../translations';

interface NoAccountsProps {
  /** The connect button, where the person may. */
  action: ReactNode;
  mayReadSettings: boolean;
}

/** The first step, for a site that has no account yet. */
export const NoAccounts = ({ action, mayReadSettings }: NoAccountsProps) => {
  const { t } = useTexts();
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow">
      <EmptyStateLayout
        content={t('accounts.empty')}
        action={
          <Flex gap={2} wrap="wrap" justifyContent="center">
            {mayReadSettings && (
              <LinkButton variant="secondary" tag={Link} to="/settings/tiktok/app">
                {t('common.toSettings')}
              </LinkButton>
            )}
            {action}
          </Flex>
        }
      />
    </Box>
  );
};
