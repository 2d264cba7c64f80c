import { Dialog, Loader } from '@strapi/design-system';
import { type RefObject, useRef, useState } from 'react';

import { getEntry } from '../../../contracts/composer';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import Composer from '../composer';
import { type Entry } from '../composer/model/subject';
import { Texts, useTexts } from '../translations';
import { closeComposer, type OpenedComposer, useOpenedComposer } from './opened-composer';

const SUBJECTS = ['entry'] as const;

interface EntryFormProps {
  opened: OpenedComposer;
  /** Gets the focus when the form closes; what had it before, if absent. */
  returnFocus?: RefObject<HTMLElement>;
}

const OpenedForm = ({ opened: { source, memory }, returnFocus }: EntryFormProps) => {
  const { t } = useTexts();
  useOpenedComposer(source);
  const { uid, documentId, locale, status } = source;
  const { data, problem, reload } = useTikTokQuery(
    getEntry,
    { params: { uid, documentId }, query: { locale: locale ?? undefined, status } },
    { fresh: true },
  );
  // The form keeps what it opened with: a later answer must not take away what was typed.
  const [entry, setEntry] = useState<Entry | null>(null);
  if (!entry && data?.mayPost && data.media.length > 0) setEntry(data);
  const [before] = useState(() => document.activeElement);
  const focused = useRef(before instanceof HTMLElement ? before : null);
  if (entry) {
    return (
      <Composer
        entry={entry}
        memory={memory}
        returnFocus={returnFocus ?? focused}
        onClose={closeComposer}
      />
    );
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

/** The form for one version of an entry, read anew at each opening; or why it cannot be posted. */
const EntryForm = (props: EntryFormProps) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <OpenedForm {...props} />
  </Texts>
);

export default EntryForm;
