import { Box, Checkbox, Field, Flex, Searchbar, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';
import { styled } from 'styled-components';

import { type AccountView } from '../../../../contracts/accounts';
import { AccountAvatar } from '../../components/account-avatar';
import { useTexts } from '../../translations';

interface AccountFieldProps {
  accounts: readonly AccountView[];
  chosenIds: readonly number[];
  /** Accounts whose post has gone: they stay. */
  lockedIds: readonly number[];
  onAdd: (account: AccountView) => void;
  onRemove: (account: AccountView) => void;
}

/** From so many on, a name is quicker typed than found. */
const MANY = 8;

const List = styled(Box)`
  max-height: 24rem;
  overflow-y: auto;
`;

const nameOf = ({ nickname, handle }: AccountView): string =>
  handle === null ? nickname : `${nickname} (@${handle})`;

/** To which accounts: nickname, handle and picture of each. */
export const AccountField = ({
  accounts,
  chosenIds,
  lockedIds,
  onAdd,
  onRemove,
}: AccountFieldProps) => {
  const { t } = useTexts();
  const id = useId();
  const [sought, setSought] = useState('');
  const shown = accounts.filter(
    (account) =>
      chosenIds.includes(account.id) ||
      nameOf(account).toLowerCase().includes(sought.trim().toLowerCase()),
  );
  return (
    <Field.Root name="account" required hint={t('composer.accounts.hint')}>
      <Flex direction="column" alignItems="stretch" gap={2}>
        <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
          {t('composer.accounts')}
        </Typography>
        {accounts.length >= MANY && (
          <Searchbar
            name="account-search"
            value={sought}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setSought(event.target.value)}
            onClear={() => setSought('')}
            clearLabel={t('composer.accounts.clear')}
            placeholder={t('composer.accounts.search')}
          >
            {t('composer.accounts.search')}
          </Searchbar>
        )}
        <List role="group" aria-labelledby={id}>
          <Flex direction="column" alignItems="stretch" gap={2} padding={1}>
            {shown.map((account) => (
              <Flex key={account.id} gap={2}>
                <AccountAvatar
                  nickname={account.nickname}
                  avatarUrl={account.avatarUrl}
                  size={2.4}
                />
                <Checkbox
                  checked={chosenIds.includes(account.id)}
                  disabled={lockedIds.includes(account.id)}
                  onCheckedChange={(ticked) =>
                    ticked === true ? onAdd(account) : onRemove(account)
                  }
                >
                  {nameOf(account)}
                </Checkbox>
              </Flex>
            ))}
          </Flex>
        </List>
        <Field.Hint />
      </Flex>
    </Field.Root>
  );
};

interface PostingAsProps {
  nickname: string;
  handle: string | null;
  avatarUrl: string | null;
}

/** Guidelines, point 1a: whose account this will be posted to, as TikTok says at this moment. */
export const PostingAs = ({ nickname, handle, avatarUrl }: PostingAsProps) => {
  const { t } = useTexts();
  return (
    <Flex gap={3} background="neutral100" padding={3} hasRadius>
      <AccountAvatar nickname={nickname} avatarUrl={avatarUrl} />
      <Flex direction="column" alignItems="flex-start" minWidth={0}>
        <Typography variant="pi" textColor="neutral600">
          {t('composer.postingTo')}
        </Typography>
        <Typography fontWeight="bold" data-testid="creator-nickname">
          {nickname}
        </Typography>
        {handle !== null && (
          <Typography variant="pi" textColor="neutral600">
            @{handle}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
};
