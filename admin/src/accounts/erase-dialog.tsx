import { Field, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type AccountView, eraseAccount } from '../../../contracts/accounts';
import { type ResponseOf } from '../../../contracts/endpoint';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { confirmWord, isConfirmed } from './confirm-word';
import { EraseReceipt } from './erase-receipt';

interface EraseDialogProps {
  account: AccountView;
  onClose: () => void;
}

type Receipt = ResponseOf<typeof eraseAccount>['receipt'];

/**
 * Erases after a typed confirmation and hands over the receipt. Lives beside the list, not in the
 * account's card, which is gone by the time of the receipt.
 */
export const EraseDialog = ({ account, onClose }: EraseDialogProps) => {
  const { t } = useTexts();
  const erase = useTikTokMutation(eraseAccount);
  const [typed, setTyped] = useState('');
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const name = account.nickname;
  const word = confirmWord(account);

  const confirm = async () => {
    const outcome = await erase.run({ params: { id: account.id } });
    if (!outcome.ok) return outcome.problem;
    setReceipt(outcome.data.receipt);
    return null;
  };
  if (receipt) return <EraseReceipt receipt={receipt} name={name} onClose={onClose} />;
  return (
    <Confirm
      title={t('accounts.erase.title', { name })}
      confirmLabel={t('accounts.erase')}
      ready={isConfirmed(typed, word)}
      staysOpen
      onConfirm={confirm}
      onClose={onClose}
    >
      <Typography tag="p">{t('accounts.erase.what')}</Typography>
      <Typography tag="p">
        {t('accounts.erase.posts', { count: account.scheduledPosts })}
      </Typography>
      <Field.Root width="100%">
        <Field.Label>{t('accounts.erase.type', { word })}</Field.Label>
        <Field.Input
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
        />
      </Field.Root>
    </Confirm>
  );
};
