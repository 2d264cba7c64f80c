import { Typography } from '@strapi/design-system';
import { type ReactNode, useEffect } from 'react';
import { useBlocker } from 'react-router-dom';

import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';

/** Asks before the page is left over something typed; the question is to be rendered. */
export const useLeaveGuard = (guard: { isTouched: boolean }): ReactNode => {
  const { t } = useTexts();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      guard.isTouched && currentLocation.pathname !== nextLocation.pathname,
  );

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (guard.isTouched) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [guard]);

  if (blocker.state !== 'blocked') return null;
  return (
    <Confirm
      title={t('composer.discard')}
      confirmLabel={t('composer.discard.confirm')}
      staysOpen
      onClose={() => blocker.reset()}
      onConfirm={() => {
        blocker.proceed();
        return Promise.resolve(null);
      }}
    >
      <Typography>{t('composer.discard.what')}</Typography>
    </Confirm>
  );
};
