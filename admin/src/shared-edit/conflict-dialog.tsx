import { Button, Dialog, Flex, Typography } from '@strapi/design-system';

import { type Conflict } from '../../../contracts/versions';
import { useTexts } from '../translations';

/** What to do with a change that somebody else was quicker than; undecided: nothing yet. */
export type Answer = 'mine' | 'theirs' | 'undecided';

interface ConflictDialogProps {
  conflict: Conflict;
  onAnswer: (answer: Answer) => void;
}

/**
 * Somebody else changed the same meanwhile: the one question about it on every page. Closing it
 * decides nothing, and what was typed stays.
 */
export const ConflictDialog = ({ conflict: { by, at }, onAnswer }: ConflictDialogProps) => {
  const { t, dateTime } = useTexts();
  return (
    <Dialog.Root open onOpenChange={(open: boolean) => !open && onAnswer('undecided')}>
      <Dialog.Content>
        <Dialog.Header>
          {by === null ? t('common.conflict.somebody') : t('common.conflict.by', { name: by })}
        </Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" alignItems="stretch" gap={3} width="100%">
            {at !== null && (
              <Typography tag="p">{t('common.conflict.at', { time: dateTime(at) })}</Typography>
            )}
            <Typography tag="p">{t('common.conflict.what')}</Typography>
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Button fullWidth variant="tertiary" onClick={() => onAnswer('theirs')}>
            {t('common.conflict.theirs')}
          </Button>
          <Button fullWidth onClick={() => onAnswer('mine')}>
            {t('common.conflict.mine')}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
