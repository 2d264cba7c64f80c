import { Button, Field, Flex, TextInput } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import { useRef } from 'react';

import { type MediaKind } from '../../../../contracts/media';
import { LIMITS } from '../../../../contracts/post-rules';
import { useTexts } from '../../translations';
import { useNotify } from '../../utils/use-notify';
import { type Words } from '../model/material';
import { SavedTexts } from './saved-texts';
import { TaggedTextarea } from './tagged-textarea';
import { insertedAt } from './tags';

interface WordsFieldProps {
  name: keyof Words;
  label: string;
  value: string;
  limit: number;
  hint?: string;
  onChange: (words: Partial<Words>) => void;
}

/** A text with TikTok's own count: UTF-16 units, of which most emoji take two. */
const WordsField = ({ name, label, value, limit, hint, onChange }: WordsFieldProps) => {
  const { t, number } = useTexts();
  const field = useRef<HTMLTextAreaElement>(null);
  const behindInserted = useRef(0);
  const count = t('composer.count', { length: number(value.length), limit: number(limit) });
  const isTooLong = value.length > limit;
  const set = (text: string) => onChange({ [name]: text });

  const insert = (inserted: string) => {
    const at = field.current;
    // What the field holds by now: the menu may tell of its choice late.
    const before = at?.value ?? value;
    const { text, cursor } = insertedAt(
      before,
      inserted,
      at?.selectionStart ?? before.length,
      at?.selectionEnd ?? before.length,
    );
    set(text);
    behindInserted.current = cursor;
  };
  const goOnTyping = () => {
    field.current?.focus();
    field.current?.setSelectionRange(behindInserted.current, behindInserted.current);
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Field.Root
        name={name}
        error={isTooLong ? count : undefined}
        hint={[count, hint].filter(Boolean).join(' ')}
      >
        <Field.Label>{label}</Field.Label>
        {name === 'title' ? (
          <TextInput
            value={value}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => set(event.target.value)}
          />
        ) : (
          <TaggedTextarea ref={field} value={value} onChange={set} />
        )}
        {!isTooLong && <Field.Hint />}
        <Field.Error />
      </Field.Root>
      {name !== 'title' && <SavedTexts onInsert={insert} onInserted={goOnTyping} />}
    </Flex>
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
  kind: MediaKind;
  words: Words;
  /** False where none of the posts takes the caption: the creator pastes it in the app. */
  captionIsCarried: boolean;
  /** Only the field that was typed into. */
  onChange: (words: Partial<Words>) => void;
}

/** Videos: the caption. Photos: title and description. */
export const WordsFields = ({ kind, words, captionIsCarried, onChange }: WordsFieldsProps) => {
  const { t } = useTexts();
  const linesAreLost = (text: string) =>
    text.trim().includes('\n') ? t('composer.lineBreaks') : '';
  const hint = (text: string) => [t('composer.tags'), linesAreLost(text)].join(' ').trim();

  if (kind === 'photo') {
    return (
      <>
        <WordsField
          name="title"
          label={t('composer.title')}
          value={words.title}
          limit={LIMITS.title}
          onChange={onChange}
        />
        <WordsField
          name="description"
          label={t('composer.description')}
          value={words.description}
          limit={LIMITS.description}
          hint={hint(words.description)}
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
        value={words.caption}
        limit={LIMITS.caption}
        hint={captionIsCarried ? hint(words.caption) : t('composer.caption.notCarried')}
        onChange={onChange}
      />
      {!captionIsCarried && <CopyCaption caption={words.caption} />}
    </>
  );
};
