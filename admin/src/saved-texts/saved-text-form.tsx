import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';
import { type FormEvent, useId, useState } from 'react';

import {
  createSavedText,
  SAVED_TEXT_LIMIT,
  type SavedText,
  type SavedTextInput,
  savedTextKind,
  updateSavedText,
} from '../../../contracts/saved-texts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface SavedTextFormProps {
  /** Null: a new one. */
  text: SavedText | null;
  onClose: () => void;
}

const EMPTY: SavedTextInput = { kind: 'caption', name: '', text: '', shared: false };

/** Name, kind and words of a saved text, and who sees it. */
export const SavedTextForm = ({ text, onClose }: SavedTextFormProps) => {
  const { t } = useTexts();
  const id = useId();
  const notify = useNotify();
  const create = useTikTokMutation(createSavedText);
  const update = useTikTokMutation(updateSavedText);
  const [input, setInput] = useState<SavedTextInput>(text ?? EMPTY);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const isRunning = create.isRunning || update.isRunning;
  const change = (changes: Partial<SavedTextInput>) => setInput({ ...input, ...changes });
  const length = input.text.trim().length;
  const tooLong = length > SAVED_TEXT_LIMIT;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The form may stand in a dialog of another form.
    event.stopPropagation();
    const { kind, name, text: words, shared } = input;
    const body = { kind, name, text: words, shared };
    const outcome = text
      ? await update.run({ params: { id: text.id }, body })
      : await create.run({ body });
    if (!outcome.ok) return setProblem(outcome.problem);
    notify.done(t('saved.saved'));
    onClose();
  };

  return (
    <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
      <Flex direction="column" alignItems="stretch" gap={4}>
        {problem && <Problem problem={problem} />}
        <Field.Root required error={problem?.fields.name}>
          <Field.Label>{t('saved.name')}</Field.Label>
          <Field.Input
            value={input.name}
            maxLength={80}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              change({ name: event.target.value })
            }
          />
          <Field.Error />
        </Field.Root>
        <Field.Root>
          <Field.Label>{t('saved.kind')}</Field.Label>
          <SingleSelect
            value={input.kind}
            onChange={(kind: string | number) => change({ kind: savedTextKind.parse(kind) })}
          >
            {savedTextKind.options.map((kind) => (
              <SingleSelectOption key={kind} value={kind}>
                {t(`saved.kind.${kind}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
        <Field.Root
          required
          hint={t('saved.count', { count: length, limit: SAVED_TEXT_LIMIT })}
          error={
            tooLong
              ? t('saved.count', { count: length, limit: SAVED_TEXT_LIMIT })
              : problem?.fields.text
          }
        >
          <Field.Label>{t('saved.text')}</Field.Label>
          <Textarea
            value={input.text}
            onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
              change({ text: event.target.value })
            }
          />
          <Field.Hint />
          <Field.Error />
        </Field.Root>
        <Field.Root id={id} hint={t('saved.shared.hint')}>
          <Checkbox
            id={id}
            checked={input.shared}
            aria-describedby={`${id}-hint`}
            onCheckedChange={(checked) => change({ shared: checked === true })}
          >
            {t('saved.shared')}
          </Checkbox>
          <Field.Hint />
        </Field.Root>
        <Flex gap={2} justifyContent="flex-end">
          <Button variant="tertiary" disabled={isRunning} onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            loading={isRunning}
            disabled={input.name.trim() === '' || length === 0 || tooLong}
          >
            {t('common.save')}
          </Button>
        </Flex>
      </Flex>
    </Box>
  );
};
