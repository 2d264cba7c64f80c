import { type RefObject, useState } from 'react';

import { Texts, useTexts } from '../translations';
import { ComposerModal } from './composer-modal';
import { type Entry, subjectOfEntry } from './model/subject';
import { type Kept } from './use-composer';

const SUBJECTS = ['composer', 'posts'] as const;

interface ComposerProps {
  entry: Entry;
  memory: { kept: Kept | null };
  /** Gets the focus when the form closes, however it was opened. */
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

const EntryComposer = ({ entry, ...props }: ComposerProps) => {
  const { t } = useTexts();
  const [subject] = useState(() => subjectOfEntry(entry));
  return <ComposerModal {...props} title={t('composer.heading')} subject={subject} />;
};

/** "Publish to TikTok" for one entry. Loaded when it is opened; mount it to open it. */
const Composer = (props: ComposerProps) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <EntryComposer {...props} />
  </Texts>
);

export default Composer;
