import {
  Field,
  Flex,
  Loader,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { type OpenedAccount } from '../../../contracts/composer';
import { AccountAvatar } from '../components/account-avatar';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { type Answer } from '../composer/model/making';
import { type SiteRules } from '../composer/model/subject';
import { shareTypesOf, type Target, type TargetChange } from '../composer/model/target';
import { useTexts } from '../translations';

interface TargetFieldsProps {
  target: Target;
  account: AccountView | null;
  opening: Answer<OpenedAccount>;
  accounts: readonly AccountView[];
  site: SiteRules;
  askAgain: () => void;
  change: (change: TargetChange) => void;
}

const nameOf = ({ nickname, handle }: Pick<AccountView, 'nickname' | 'handle'>): string =>
  handle === null ? nickname : `${nickname} (@${handle})`;

/** Guidelines, point 1a: whose account this goes to, in TikTok's words of this moment. */
export const PostingTo = ({ account, opening }: Pick<TargetFieldsProps, 'account' | 'opening'>) => {
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
const AccountNow = ({
  target,
  account,
  opening,
  askAgain,
}: Pick<TargetFieldsProps, 'target' | 'account' | 'opening' | 'askAgain'>) => {
  const { t, dateTime, said } = useTexts();
  const { opened, problem } = opening;
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
      <PostingTo account={account} opening={opening} />
      {cannotPost && (
        <Note
          level="danger"
          title={t('bulk.cannotPost')}
          remedy={cannotPost.remedy && said(cannotPost.remedy)}
          retry={cannotPost.retryAt && t('common.retryAt', { time: dateTime(cannotPost.retryAt) })}
        >
          {said(cannotPost.message)}
        </Note>
      )}
      {unauditedNote !== null && target.shareType === 'direct_post' && (
        <Note level="warning">{said(unauditedNote)}</Note>
      )}
    </>
  );
};

/** To which account, and how; nothing is chosen for the person. */
export const TargetFields = ({
  target,
  account,
  opening,
  accounts,
  site,
  askAgain,
  change,
}: TargetFieldsProps) => {
  const { t } = useTexts();
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
            value={target.shareType}
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
      {account && target.shareType !== null && (
        <AccountNow target={target} account={account} opening={opening} askAgain={askAgain} />
      )}
    </>
  );
};
