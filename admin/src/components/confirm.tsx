import { Button, Dialog, Flex } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';

import { type TikTokProblem } from '../api/problem';
import { useTexts } from '../translations';
import { Problem } from './problem';

interface ConfirmProps {
  title: string;
  /** What will happen. */
  children: ReactNode;
  /** The verb on the button: "Disconnect", never "OK". */
  confirmLabel: string;
  /** Of the button that leaves everything as it is; "Cancel" if absent. */
  closeLabel?: string;
  variant?: 'danger' | 'default';
  /** False while a precondition is missing, such as a typed name. */
  ready?: boolean;
  /** True where the caller shows something else afterwards and closes by itself. */
  staysOpen?: boolean;
  /** Does it; a returned problem is shown and the dialog stays open, as it does for `stay`. */
  onConfirm: () => Promise<TikTokProblem | 'stay' | null>;
  onClose: () => void;
}

/** A question before something that cannot be taken back lightly. Mount it to open it. */
export const Confirm = ({
  title,
  children,
  confirmLabel,
  closeLabel,
  variant = 'danger',
  ready = true,
  staysOpen = false,
  onConfirm,
  onClose,
}: ConfirmProps) => {
  const { t } = useTexts();
  const [isRunning, setIsRunning] = useState(false);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);

  const confirm = async () => {
    setIsRunning(true);
    const refused = await onConfirm();
    setIsRunning(false);
    setProblem(refused === 'stay' ? null : refused);
    if (!refused && !staysOpen) onClose();
  };

  return (
    <Dialog.Root open onOpenChange={(open: boolean) => !open && !isRunning && onClose()}>
      <Dialog.Content>
        <Dialog.Header>{title}</Dialog.Header>
        <Dialog.Body>
          <Flex direction="column" alignItems="stretch" gap={4} width="100%">
            {children}
            {problem && <Problem problem={problem} />}
          </Flex>
        </Dialog.Body>
        <Dialog.Footer>
          <Dialog.Cancel>
            <Button fullWidth variant="tertiary" disabled={isRunning}>
              {closeLabel ?? t('common.cancel')}
            </Button>
          </Dialog.Cancel>
          <Button
            fullWidth
            variant={variant === 'danger' ? 'danger-light' : 'default'}
            disabled={!ready}
            loading={isRunning}
            onClick={() => void confirm()}
          >
            {confirmLabel}
          </Button>
        </Dialog.Footer>
      </Dialog.Content>
    </Dialog.Root>
  );
};
