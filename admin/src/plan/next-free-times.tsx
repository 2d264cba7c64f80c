import { Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type AccountView } from '../../../contracts/accounts';
import { getPostingTimes } from '../../../contracts/plan';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { zonedText } from '../composer/wall-time';
import { Texts, useTexts } from '../translations';

const SUBJECTS = ['plan'] as const;

type Named = Pick<AccountView, 'id' | 'nickname'>;

const NextFree = ({ account: { id, nickname }, zone }: { account: Named; zone: string }) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const read = useTikTokQuery(getPostingTimes, { params: { id } }, { fresh: true });
  return (
    <Loaded read={read}>
      {({ nextFree }) => (
        <Typography variant="pi" textColor="neutral700" tag="p">
          {nextFree === null
            ? t('plan.nextFree.none', { name: nickname })
            : t('plan.nextFree.of', { name: nickname, time: zonedText(nextFree, zone, locale) })}
        </Typography>
      )}
    </Loaded>
  );
};

interface NextFreeTimesProps {
  accounts: readonly Named[];
  /** IANA; of the person who plans. */
  zone: string;
}

/** When each account's next free posting time is; the server takes it when the post is made. */
export const NextFreeTimes = ({ accounts, zone }: NextFreeTimesProps) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <Flex direction="column" alignItems="stretch" gap={1}>
      {accounts.map((account) => (
        <NextFree key={account.id} account={account} zone={zone} />
      ))}
    </Flex>
  </Texts>
);
