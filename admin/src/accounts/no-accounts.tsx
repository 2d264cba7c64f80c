import { Box, EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { Link } from 'react-router-dom';

import { getSettings } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';

interface NoAccountsProps {
  /** The connect button, where the person may. */
  action: ReactNode;
  mayReadSettings: boolean;
}

/** The first step, for a site that has no account yet. */
export const NoAccounts = ({ action, mayReadSettings }: NoAccountsProps) => {
  const { t } = useTexts();
  const { data } = useTikTokQuery(getSettings, {}, { skip: !mayReadSettings });
  // The pair may be stored here or come from the environment.
  const isReady = data !== undefined && data.apps[data.mode].source !== 'none';
  return (
    <Box background="neutral0" hasRadius shadow="tableShadow">
      <EmptyStateLayout
        content={t(isReady ? 'accounts.empty.ready' : 'accounts.empty')}
        action={
          <Flex gap={2} wrap="wrap" justifyContent="center">
            {mayReadSettings && !isReady && (
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
