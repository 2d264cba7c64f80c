import { LIMITS } from '../../../contracts/post-rules';
import { WordsField } from '../composer/words-fields';
import { useTexts } from '../translations';
import { type Row, type RowChange } from './rows';

interface RowWordsProps {
  row: Row;
  /** False for Inbox videos: the creator pastes the caption in the app. */
  captionIsCarried: boolean;
  change: (change: RowChange) => void;
}

/** Videos: the caption. Photos: title and description. */
export const RowWords = ({ row: { kind, content }, captionIsCarried, change }: RowWordsProps) => {
  const { t } = useTexts();
  const names = kind === 'video' ? (['caption'] as const) : (['title', 'description'] as const);
  return names.map((name) => (
    <WordsField
      key={name}
      name={name}
      label={t(`bulk.words.${name}`)}
      value={content[name]}
      limit={LIMITS[name]}
      hint={name === 'caption' && !captionIsCarried ? t('bulk.words.notCarried') : undefined}
      onChange={(words) => change({ type: 'content', content: words })}
    />
  ));
};
