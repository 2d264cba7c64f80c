import { Button, Loader, Modal } from '@strapi/design-system';
import { lazy, type RefObject, Suspense, useRef, useState } from 'react';

import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

const SavedTexts = lazy(async () => ({ default: (await import('../saved-texts')).SavedTexts }));

interface SavedTextsDialogProps {
  /** Gets the focus when it closes. */
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

/** The saved captions and groups of hashtags, to write and to tidy them. Mount it to open it. */
const SavedTextsDialog = ({ returnFocus, onClose }: SavedTextsDialogProps) => {
  const { t } = useTexts();
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content
        aria-describedby={undefined}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          returnFocus.current?.focus();
        }}
      >
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('posts.savedTexts')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Suspense fallback={<Loader small />}>
            <SavedTexts />
          </Suspense>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
};

interface SavedTextsButtonProps {
  button: RefObject<HTMLButtonElement>;
  onOpen: () => void;
}

/** Opens the dialog, for those who compose posts. */
const SavedTextsButton = ({ button, onOpen }: SavedTextsButtonProps) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  if (!mayCompose) return null;
  return (
    <Button ref={button} variant="tertiary" size="S" onClick={onOpen}>
      {t('posts.savedTexts')}
    </Button>
  );
};

/**
 * Button and dialog, to be put in two places: Strapi lays its headers out anew when the window becomes
 * narrow, and a dialog inside would be gone with what was typed.
 */
export const useSavedTexts = () => {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return {
    button: <SavedTextsButton button={button} onOpen={() => setIsOpen(true)} />,
    dialog: isOpen && <SavedTextsDialog returnFocus={button} onClose={() => setIsOpen(false)} />,
  };
};
