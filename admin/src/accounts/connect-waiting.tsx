import { Button } from '@strapi/design-system';

import { Note } from '../components/note';
import { useTexts } from '../translations';

/** Shown while TikTok's page is open in the other window. */
export const ConnectWaiting = ({ onDismiss }: { onDismiss: () => void }) => {
  const { t } = useTexts();
  return (
    <Note
      level="info"
      announce
      action={
        <Button variant="tertiary" onClick={onDismiss}>
          {t('accounts.waiting.dismiss')}
        </Button>
      }
    >
      {t('accounts.waiting')}
    </Note>
  );
};
