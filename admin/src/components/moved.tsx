import { Button } from '@strapi/design-system';
import { useEffect } from 'react';

import { useTexts } from '../translations';
import { Note } from './note';

/** Where nobody typed yet, somebody else's change is simply shown. */
const Follow = ({ follow }: { follow: () => void }) => {
  useEffect(follow, [follow]);
  return null;
};

interface MovedProps {
  /** Somebody else saved since this form was opened. */
  moved: boolean;
  /** Something was typed here. */
  modified: boolean;
  /** Starts the form anew from what is saved now. */
  onReload: () => void;
}

/** Tells that the form is no longer what is saved, so that nobody overwrites what they never saw. */
export const Moved = ({ moved, modified, onReload }: MovedProps) => {
  const { t } = useTexts();
  if (!moved) return null;
  if (!modified) return <Follow follow={onReload} />;
  return (
    <Note
      level="warning"
      announce
      remedy={t('settings.moved.remedy')}
      action={
        <Button variant="secondary" onClick={onReload}>
          {t('settings.moved.reload')}
        </Button>
      }
    >
      {t('settings.moved')}
    </Note>
  );
};
