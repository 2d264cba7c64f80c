import { Button } from '@strapi/design-system';
import { useState } from 'react';

import { type PostReason } from '../../../contracts/posts';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { InstallationDialog } from './installation-dialog';

/** Why nothing is sent at all, with the question that has to be answered first, if there is one. */
export const Stopped = ({ reason }: { reason: PostReason }) => {
  const { t, said } = useTexts();
  const mayDecide = useMay('changeSettings');
  const [isAsking, setIsAsking] = useState(false);
  const isPlace = reason.code === 'another_installation';
  return (
    <>
      <Note
        level="danger"
        title={t('health.stopped')}
        remedy={
          isPlace && !mayDecide
            ? t('health.installation.administrator')
            : reason.remedy && said(reason.remedy)
        }
        action={
          isPlace &&
          mayDecide && (
            <Button variant="secondary" onClick={() => setIsAsking(true)}>
              {t('health.installation.decide')}
            </Button>
          )
        }
      >
        {said(reason.message)}
      </Note>
      {isAsking && <InstallationDialog onClose={() => setIsAsking(false)} />}
    </>
  );
};
