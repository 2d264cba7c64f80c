import { Dialog, Loader } from '@strapi/design-system';
import { useRef } from 'react';

import { getEntry } from '../../../contracts/composer';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import Composer from '../composer';
import { Texts, useTexts } from '../translations';
import { closeComposer, type OpenedComposer, useOpenedComposer } from './opened-composer';

const SUBJECTS = ['entry'] as const;

interface ListComposerProps {
  opened: OpenedComposer;
}

/** The form for a row, once its entry is read; or why it cannot be posted. */
const OpenedForm = ({ opened: { source, memory } }: ListComposerProps) => {
  const { t } = useTexts();
  useOpenedComposer(source);
  const { uid, documentId, locale, status } = source;
  const { data, problem, reload } = useTikTokQuery(
    getEntry,
    { params: { uid, documentId }, query: { locale: locale ?? undefined, status } },
    { fresh: true },
  );
  const before = useRef(
    document.activeElement instanceof HTMLElement ? document.activeElement : null,
  );
  if (data?.mayPost && data.media.length > 0) {
    return <Composer entry={data} memory={memory} returnFocus={before} onClose={closeComposer} />;
  }
  const why = data && (data.mayPost ? t('entry.noMedia') : (data.mayNotWhy ?? t('entry.mayNot')));
  return (
    <Dialog.Root open onOpenChange={(open: boolean) => !open && closeComposer()}>
      <Dialog.Content aria-describedby={undefined}>
        <Dialog.Header>{t('entry.publish')}</Dialog.Header>
        <Dialog.Body>
          {problem && <Problem problem={problem} onRetry={reload} />}
          {why && <Note level="info">{why}</Note>}
          {!problem && !why && <Loader>{t('common.loading')}</Loader>}
        </Dialog.Body>
      </Dialog.Content>
    </Dialog.Root>
  );
};

/** Loaded when the first row's form is opened. */
const ListComposer = (props: ListComposerProps) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <OpenedForm {...props} />
  </Texts>
);

export default ListComposer;
