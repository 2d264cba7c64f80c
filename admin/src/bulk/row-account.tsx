import {
  Field,
  Flex,
  Loader,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { AccountAvatar } from '../components/account-avatar';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { shareTypesOf } from '../composer/form';
import { type SiteRules } from '../composer/subject';
import { useTexts } from '../translations';
import { type RowState } from './row-state';
import { type RowChange } from './rows';

interface RowAccountProps {
  state: RowState;
  accounts: readonly AccountView[];
  site: SiteRules;
  askAgain: () => void;
  change: (change: RowChange) => void;
}

const nameOf = ({ nickname, handle }: Pick<AccountView, 'nickname' | 'handle'>): string =>
  handle === null ? nickname : `${nickname} (@${handle})`;

/** Guidelines, point 1a: whose account this goes to, in TikTok's words of this moment. */
const PostingTo = ({ state: { account, opening } }: Pick<RowAccountProps, 'state'>) => {
  const { t } = useTexts();
  const creator = opening.opened?.creator;
  const nickname = creator?.nickname ?? account?.nickname ?? '';
  const handle = creator?.handle ?? account?.handle ?? null;
  return (
    <Flex gap={2} minWidth={0}>
      <AccountAvatar
        nickname={nickname}
        avatarUrl={creator?.avatarUrl ?? account?.avatarUrl ?? null}
        size={3.2}
      />
      <Typography variant="pi" textColor="neutral800">
        {t('bulk.postingTo', { name: nameOf({ nickname, handle }) })}
      </Typography>
    </Flex>
  );
};

/** What TikTok says of the account now. */
const AccountNow = ({ state, askAgain }: Pick<RowAccountProps, 'state' | 'askAgain'>) => {
  const { t, dateTime } = useTexts();
  const { opened, problem } = state.opening;
  if (problem) return <Problem problem={problem} onRetry={askAgain} />;
  if (!opened) {
    return (
      <Flex gap={2}>
        <Loader small>{t('common.loading')}</Loader>
        <Typography variant="pi" textColor="neutral600">
          {t('bulk.asking')}
        </Typography>
      </Flex>
    );
  }
  const { cannotPost, unauditedNote } = opened;
  return (
    <>
      <PostingTo state={state} />
      {cannotPost && (
        <Note
          level="danger"
          title={t('bulk.cannotPost')}
          remedy={cannotPost.remedy}
          retry={cannotPost.retryAt && t('common.retryAt', { time: dateTime(cannotPost.retryAt) })}
        >
          {cannotPost.message}
        </Note>
      )}
      {unauditedNote !== null && state.row.shareType === 'direct_post' && (
        <Note level="warning">{unauditedNote}</Note>
      )}
    </>
  );
};

/** To which account, and how; nothing is chosen for the person. */
export const RowAccount = ({ state, accounts, site, askAgain, change }: RowAccountProps) => {
  const { t } = useTexts();
  const { row, account } = state;
  const types = account ? shareTypesOf(account, site) : [];
  return (
    <>
      <Field.Root name="account" required>
        <Field.Label>{t('bulk.account')}</Field.Label>
        <SingleSelect
          value={account?.id ?? null}
          placeholder={t('bulk.account.choose')}
          onChange={(id) => {
            const chosen = accounts.find((one) => one.id === Number(id));
            if (chosen) change({ type: 'account', account: chosen, site });
          }}
        >
          {accounts.map((one) => (
            <SingleSelectOption key={one.id} value={one.id}>
              {nameOf(one)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      {account && (
        <Field.Root name="shareType" required>
          <Field.Label>{t('bulk.shareType')}</Field.Label>
          <SingleSelect
            value={row.shareType}
            placeholder={t('bulk.shareType.choose')}
            onChange={(chosen) => {
              const shareType = types.find((type) => type === chosen);
              if (shareType) change({ type: 'shareType', shareType });
            }}
          >
            {types.map((type) => (
              <SingleSelectOption key={type} value={type}>
                {t(`bulk.shareType.${type}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      )}
      {account && row.shareType !== null && <AccountNow state={state} askAgain={askAgain} />}
    </>
  );
};
