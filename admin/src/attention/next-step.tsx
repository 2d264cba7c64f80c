import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type getAttention } from '../../../contracts/attention';
import { type ResponseOf } from '../../../contracts/endpoint';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

type Step = NonNullable<ResponseOf<typeof getAttention>['setup']>;

const PLACES: Record<Step, string> = {
  app: '/settings/tiktok/app',
  account: '/settings/tiktok/accounts',
};

/** What is missing before anything can be posted, and the way to it for who may do it. */
export const NextStep = ({ step }: { step: Step }) => {
  const { t } = useTexts();
  const maySetUp = useMay('changeSettings');
  const mayConnect = useMay('connectAccounts');
  const isTheirs = step === 'app' ? maySetUp : mayConnect;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Typography tag="p">{t(`attention.setup.${step}`)}</Typography>
      {isTheirs ? (
        <Link tag={NavLink} to={PLACES[step]}>
          {t(`attention.setup.${step}.do`)}
        </Link>
      ) : (
        <Typography tag="p" variant="pi" textColor="neutral600">
          {t('attention.setup.ask')}
        </Typography>
      )}
    </Flex>
  );
};
