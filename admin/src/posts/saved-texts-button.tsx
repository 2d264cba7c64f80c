import { Button, Loader, Modal } from '@strapi/design-system';
import { lazy, Suspense } from 'react';

import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

const SavedTexts = lazy(async () => ({ default: (await import('../saved-texts')).SavedTexts }));

/** Opens the saved captions and groups of hashtags, to write and to tidy them. */
export const SavedTextsButton = () => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  if (!mayCompose) return null;
  return (
    <Modal.Root>
      <Modal.Trigger>
        <Button variant="tertiary">{t('posts.savedTexts')}</Button>
      </Modal.Trigger>
      <Modal.Content aria-describedby={undefined}>
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
