import { Button, Flex } from '@strapi/design-system';
import { Images } from '@strapi/icons';
import { useState } from 'react';

import { openComposerMedia } from '../../../../contracts/composer';
import { type ResponseOf } from '../../../../contracts/endpoint';
import { useTikTokMutation } from '../../api';
import { useTexts } from '../../translations';
import { useNotify } from '../../utils/use-notify';
import { MediaPicker } from './media-picker';

interface PickButtonProps {
  /** What was picked or uploaded, as TikTok could take it. */
  onPick: (picked: ResponseOf<typeof openComposerMedia>) => void;
}

/** Opens Strapi's Media Library, where files can be uploaded as well; says what could not be read. */
export const PickButton = ({ onPick }: PickButtonProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(openComposerMedia);
  const [isOpen, setIsOpen] = useState(false);
  const read = async (assetIds: number[]) => {
    const outcome = await run({ body: { assetIds } });
    if (outcome.ok) onPick(outcome.data);
    else notify.failed(outcome.problem);
  };
  return (
    <Flex>
      <Button
        variant="secondary"
        startIcon={<Images />}
        loading={isRunning}
        onClick={() => setIsOpen(true)}
      >
        {t('composer.pick')}
      </Button>
      {isOpen && <MediaPicker onPick={(ids) => void read(ids)} onClose={() => setIsOpen(false)} />}
    </Flex>
  );
};
