import { Button } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { lazy, Suspense, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { Texts, useTexts } from '../translations';

const PostingTimesDialog = lazy(() => import('./posting-times-dialog'));

const SUBJECTS = ['plan'] as const;

const ButtonAndDialog = ({ account }: { account: AccountView }) => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="tertiary" startIcon={<Clock />} onClick={() => setOpen(true)}>
        {t('plan.times')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <PostingTimesDialog account={account} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
};

/** Opens the recurring times of an account; brings its own texts, so it stands on any page. */
export const PostingTimesButton = ({ account }: { account: AccountView }) => (
  <Texts subjects={SUBJECTS} loading={<></>}>
    <ButtonAndDialog account={account} />
  </Texts>
);
