import { Field, Flex, SingleSelect, SingleSelectOption, Typography } from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { AccountAvatar } from '../components/account-avatar';
import { useTexts } from '../translations';

interface AccountFieldProps {
  accounts: readonly AccountView[];
  account: AccountView | null;
  onChange: (account: AccountView) => void;
}

const nameOf = ({ nickname, handle }: AccountView): string =>
  handle === null ? nickname : `${nickname} (@${handle})`;

/** To which account: nickname, handle and picture. */
export const AccountField = ({ accounts, account, onChange }: AccountFieldProps) => {
  const { t } = useTexts();
  return (
    <Field.Root name="account" required>
      <Field.Label>{t('composer.account')}</Field.Label>
      <SingleSelect
        value={account?.id ?? null}
        placeholder={t('composer.account.choose')}
        startIcon={
          account ? (
            <AccountAvatar nickname={account.nickname} avatarUrl={account.avatarUrl} size={2} />
          ) : undefined
        }
        customizeContent={() => (account ? nameOf(account) : '')}
        onChange={(id) => {
          const chosen = accounts.find((one) => one.id === Number(id));
          if (chosen) onChange(chosen);
        }}
      >
        {accounts.map((one) => (
          <SingleSelectOption
            key={one.id}
            value={one.id}
            startIcon={
              <AccountAvatar nickname={one.nickname} avatarUrl={one.avatarUrl} size={2.4} />
            }
          >
            {nameOf(one)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
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
