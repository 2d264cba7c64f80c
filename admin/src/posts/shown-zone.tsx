import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { createContext, type ReactNode, useContext, useState } from 'react';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';

const Zone = createContext<string | undefined>(undefined);

/** The IANA zone in which times are shown; undefined: the reader's own. */
export const useShownZone = (): string | undefined => useContext(Zone);

const MINE = 'mine';

interface ShownZoneProps {
  account: { id: number };
  children: ReactNode;
}

/** Lets the reader choose the zone of all times inside: theirs, the account's, or UTC. */
export const ShownZone = ({ account, children }: ShownZoneProps) => {
  const { t } = useTexts();
  const [chosen, setChosen] = useState(MINE);
  const { data } = useTikTokQuery(listAccounts, {});
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const accountZone = data?.accounts.find(({ id }) => id === account.id)?.timeZone ?? null;
  return (
    <Zone.Provider value={chosen === MINE ? undefined : chosen}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Flex justifyContent="flex-end">
          <Box width={{ initial: '100%', medium: '28rem' }}>
            <Field.Root name="zone">
              <Field.Label>{t('posts.zone')}</Field.Label>
              <SingleSelect value={chosen} onChange={(zone) => setChosen(String(zone))}>
                <SingleSelectOption value={MINE}>
                  {t('posts.zone.mine', { zone: own })}
                </SingleSelectOption>
                {accountZone !== null && accountZone !== 'UTC' && (
                  <SingleSelectOption value={accountZone}>
                    {t('posts.zone.account', { zone: accountZone })}
                  </SingleSelectOption>
                )}
                <SingleSelectOption value="UTC">UTC</SingleSelectOption>
              </SingleSelect>
            </Field.Root>
          </Box>
        </Flex>
        {children}
      </Flex>
    </Zone.Provider>
  );
};
