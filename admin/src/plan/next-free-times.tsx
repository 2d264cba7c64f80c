import { Button, Flex, Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type AccountView } from '../../../contracts/accounts';
import { getPostingTimes } from '../../../contracts/plan';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { zonedText } from '../composer/model/wall-time';
import { Texts, useTexts } from '../translations';

const SUBJECTS = ['plan'] as const;

type Named = Pick<AccountView, 'id' | 'nickname'>;

interface NextFreeProps {
  account: Named;
  zone: string;
  onPick?: (at: string) => void;
}

const NextFree = ({ account: { id, nickname }, zone, onPick }: NextFreeProps) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const read = useTikTokQuery(getPostingTimes, { params: { id } }, { fresh: true });
  return (
    <Loaded read={read}>
      {({ nextFree }) => {
        const time = nextFree === null ? '' : zonedText(nextFree, zone, locale);
        if (onPick) {
          // Where there are none, there is nothing to offer.
          return (
            nextFree !== null && (
              <Flex>
                <Button
                  size="S"
                  variant="tertiary"
                  onClick={() => onPick(new Date(nextFree).toISOString())}
                >
                  {t('plan.nextFree.take', { name: nickname, time })}
                </Button>
              </Flex>
            )
          );
        }
        return (
          <Typography variant="pi" textColor="neutral700" tag="p">
            {t(nextFree === null ? 'plan.nextFree.none' : 'plan.nextFree.of', {
              name: nickname,
              time,
            })}
          </Typography>
        );
      }}
    </Loaded>
  );
};

interface NextFreeTimesProps {
  accounts: readonly Named[];
  /** IANA; of the person who plans. */
  zone: string;
  /** Offers each to be taken, ISO 8601 in UTC; absent: they are only told. */
  onPick?: (at: string) => void;
}

/** When each account's next free posting time is; the server takes it when the post is made. */
export const NextFreeTimes = ({ accounts, zone, onPick }: NextFreeTimesProps) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <Flex direction="column" alignItems="stretch" gap={1}>
      {accounts.map((account) => (
        <NextFree key={account.id} account={account} zone={zone} onPick={onPick} />
      ))}
    </Flex>
  </Texts>
);
