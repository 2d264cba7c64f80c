import { Button, Field, Flex, Textarea, TextInput } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';

import { type PostContent } from '../../../contracts/posts';
import { LIMITS } from '../../../contracts/post-rules';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { type FormChange, type FormValues } from './form';

interface WordsFieldProps {
  name: 'caption' | 'title' | 'description';
  label: string;
  value: string;
  limit: number;
  hint?: string;
  onChange: (content: Partial<PostContent>) => void;
}

/** A text with TikTok's own count: UTF-16 units, of which most emoji take two. */
const WordsField = ({ name, label, value, limit, hint, onChange }: WordsFieldProps) => {
  const { t, number } = useTexts();
  const count = t('composer.count', { length: number(value.length), limit: number(limit) });
  const isTooLong = value.length > limit;
  const field = {
    value,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      onChange({ [name]: event.target.value }),
  };
  return (
    <Field.Root
      name={name}
      error={isTooLong ? count : undefined}
      hint={[count, hint].filter(Boolean).join(' ')}
    >
      <Field.Label>{label}</Field.Label>
      {name === 'title' ? <TextInput {...field} /> : <Textarea {...field} />}
      {!isTooLong && <Field.Hint />}
      <Field.Error />
    </Field.Root>
  );
};

const CopyCaption = ({ caption }: { caption: string }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { copy } = useClipboard();
  const onClick = async () => {
    if (await copy(caption)) notify.done(t('common.copied'));
    else notify.warn(t('common.copyFailed'));
  };
  return (
    <Flex>
      <Button
        variant="secondary"
        startIcon={<Duplicate />}
        disabled={caption === ''}
        onClick={() => void onClick()}
      >
        {t('composer.caption.copy')}
      </Button>
    </Flex>
  );
};

interface WordsFieldsProps {
  values: FormValues;
  /** False for Inbox videos: the creator pastes the caption in the app. */
  captionIsCarried: boolean;
  change: (change: FormChange) => void;
}

/** Videos: the caption. Photos: title and description. */
export const WordsFields = ({ values, captionIsCarried, change }: WordsFieldsProps) => {
  const { t } = useTexts();
  const { kind, content } = values;
  const onChange = (changed: Partial<PostContent>) => change({ type: 'content', content: changed });
  if (kind === 'photo') {
    return (
      <>
        <WordsField
          name="title"
          label={t('composer.title')}
          value={content.title}
          limit={LIMITS.title}
          onChange={onChange}
        />
        <WordsField
          name="description"
          label={t('composer.description')}
          value={content.description}
          limit={LIMITS.description}
          hint={t('composer.tags')}
          onChange={onChange}
        />
      </>
    );
  }
  return (
    <>
      <WordsField
        name="caption"
        label={t('composer.caption')}
        value={content.caption}
        limit={LIMITS.caption}
        hint={captionIsCarried ? t('composer.tags') : t('composer.caption.notCarried')}
        onChange={onChange}
      />
      {!captionIsCarried && <CopyCaption caption={content.caption} />}
    </>
  );
};
