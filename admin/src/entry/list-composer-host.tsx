import { lazy, Suspense } from 'react';

import { useAnyOpenedComposer } from './opened-composer';

const EntryForm = lazy(() => import('./entry-form'));

/** Stands in every list of the Content Manager and shows the form that a row has opened. */
export const ListComposerHost = () => {
  const opened = useAnyOpenedComposer();
  if (!opened) return null;
  const { uid, documentId } = opened.source;
  return (
    <Suspense fallback={null}>
      <EntryForm key={`${uid}:${documentId}`} opened={opened} />
    </Suspense>
  );
};
