import { Box, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Note } from './note';
import { useStops } from './not-usable';

/**
 * The next step where no account is connected yet; nothing once one is, and nothing while something
 * else has to be done before.
 */
export const FirstAccount = () => {
  const { t } = useTexts();
  const mayConnect = useMay('connectAccounts');
  const { data } = useTikTokQuery(listAccounts, {});
  const stops = useStops();
  if (!data || data.accounts.length > 0 || stops?.length !== 0) return null;
  return (
    <Note
      level="info"
      remedy={mayConnect ? null : t('common.firstAccount.ask')}
      action={
        mayConnect && (
          <LinkButton variant="secondary" tag={Link} to="/settings/tiktok/accounts">
            {t('common.firstAccount.connect')}
          </LinkButton>
        )
      }
    >
      {t('common.firstAccount')}
    </Note>
  );
};

/** The same above whole pages. */
export const FirstAccountBanner = () => (
  <Box
    paddingLeft={{ initial: 4, medium: 10 }}
    paddingRight={{ initial: 4, medium: 10 }}
    paddingTop={{ initial: 0 }}
  >
    <FirstAccount />
  </Box>
);
