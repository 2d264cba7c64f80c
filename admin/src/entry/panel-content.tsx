import { Box, Loader } from '@strapi/design-system';

import { type EntrySource } from '../../../contracts/posts';
import { Note } from '../components/note';
import { Texts, useTexts } from '../translations';
import { SavedEntry } from './saved-entry';

const SUBJECTS = ['entry', 'posts'] as const;

export interface PanelProps {
  source: EntrySource | null;
  /** Another one after each save of the entry. */
  saved: string;
  isModified: boolean;
}

const UnsavedEntry = () => {
  const { t } = useTexts();
  return (
    <Note level="info" title={t('entry.saveFirst')}>
      {t('entry.saveFirst.new')}
    </Note>
  );
};

/** Loaded when an entry with media is opened. */
const PanelContent = ({ source, saved, isModified }: PanelProps) => (
  <Texts subjects={SUBJECTS} loading={<Loader small />}>
    <Box width="100%" data-testid="tiktok-panel">
      {source ? (
        <SavedEntry source={source} saved={saved} isModified={isModified} />
      ) : (
        <UnsavedEntry />
      )}
    </Box>
  </Texts>
);

export default PanelContent;
