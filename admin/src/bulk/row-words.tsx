import { Field, Flex, Textarea, TextInput } from '@strapi/design-system';

import { LIMITS } from '../../../contracts/post-rules';
import { useTexts } from '../translations';
import { type Row, type RowChange } from './rows';

type Name = 'caption' | 'title' | 'description';

interface RowWordsProps {
  row: Row;
  /** False for Inbox videos: the creator pastes the caption in the app. */
  captionIsCarried: boolean;
  change: (change: RowChange) => void;
}

/** A text with TikTok's own count: UTF-16 units. */
const Words = ({ name, row, change, hint }: RowWordsProps & { name: Name; hint?: string }) => {
  const { t, number } = useTexts();
  const value = row.content[name];
  const limit = LIMITS[name];
  const count = t('bulk.count', { length: number(value.length), limit: number(limit) });
  const isTooLong = value.length > limit;
  const field = {
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      change({ type: 'content', content: { [name]: event.target.value } }),
  };
  return (
    <Field.Root
      name={name}
      error={isTooLong ? count : undefined}
      hint={[count, hint].filter(Boolean).join(' ')}
    >
      <Field.Label>{t(`bulk.words.${name}`)}</Field.Label>
      {name === 'title' ? <TextInput {...field} /> : <Textarea {...field} />}
      {!isTooLong && <Field.Hint />}
      <Field.Error />
    </Field.Root>
  );
};

/** Videos: the caption. Photos: title and description. */
export const RowWords = (props: RowWordsProps) => {
  const { t } = useTexts();
  if (props.row.kind === 'video') {
    return (
      <Words
        {...props}
        name="caption"
        hint={props.captionIsCarried ? undefined : t('bulk.words.notCarried')}
      />
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Words {...props} name="title" />
      <Words {...props} name="description" />
    </Flex>
  );
};
