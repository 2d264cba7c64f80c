import { Typography } from '@strapi/design-system';

import { type AccountView, disconnectAccount } from '../../../contracts/accounts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface DisconnectDialogProps {
  account: AccountView;
  onClose: () => void;
}

/** Says beforehand what happens to the scheduled posts, and afterwards what TikTok did. */
export const DisconnectDialog = ({ account, onClose }: DisconnectDialogProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const disconnect = useTikTokMutation(disconnectAccount);
  const name = account.nickname;

  const confirm = async () => {
    const outcome = await disconnect.run({ params: { id: account.id } });
    if (!outcome.ok) return outcome.problem;
    const { revoked, heldPosts } = outcome.data;
    const held = t('accounts.disconnected', { name, count: heldPosts });
    if (revoked) notify.done(held);
    else notify.warn(`${held} ${t('accounts.disconnected.notRevoked')}`);
    return null;
  };

  return (
    <Confirm
      title={t('accounts.disconnect.title', { name })}
      confirmLabel={t('accounts.disconnect')}
      onConfirm={confirm}
      onClose={onClose}
    >
      <Typography tag="p">
        {t('accounts.disconnect.posts', { count: account.scheduledPosts })}
      </Typography>
      <Typography tag="p">{t('accounts.disconnect.rest')}</Typography>
    </Confirm>
  );
};
