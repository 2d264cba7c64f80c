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
import {
  type Dispatch,
  type FormEvent,
  type ReactNode,
  type SetStateAction,
  useId,
  useState,
} from 'react';

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
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface FieldsProps {
  input: SavedTextInput;
  problem: TikTokProblem | null;
  isRunning: boolean;
  question?: ReactNode;
  onChange: Dispatch<SetStateAction<SavedTextInput>>;
  /** @returns whether it is saved */
  onSave: () => Promise<boolean>;
  onClose: () => void;
}

const Fields = ({
  input,
  problem,
  isRunning,
  question,
  onChange,
  onSave,
  onClose,
}: FieldsProps) => {
  const { t } = useTexts();
  const id = useId();
  const notify = useNotify();
  // A list tells of its choice late, and must not bring back what stood in the fields before.
  const change = (changes: Partial<SavedTextInput>) =>
    onChange((before) => ({ ...before, ...changes }));
  const length = input.text.trim().length;
  const tooLong = length > SAVED_TEXT_LIMIT;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // The form may stand in a dialog of another form.
    event.stopPropagation();
    if (!(await onSave())) return;
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
      {question}
    </Box>
  );
};

const EMPTY: SavedTextInput = { kind: 'caption', name: '', text: '', shared: false };

/** Name, kind and words of a new text, and who sees it. */
export const NewSavedText = ({ onClose }: { onClose: () => void }) => {
  const create = useTikTokMutation(createSavedText);
  const [input, setInput] = useState(EMPTY);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const onSave = async () => {
    const outcome = await create.run({ body: input });
    setProblem(outcome.ok ? null : outcome.problem);
    return outcome.ok;
  };
  return (
    <Fields
      input={input}
      problem={problem}
      isRunning={create.isRunning}
      onChange={setInput}
      onSave={onSave}
      onClose={onClose}
    />
  );
};

const inputOf = ({ kind, name, text, shared }: SavedText): SavedTextInput => ({
  kind,
  name,
  text,
  shared,
});

/** The same for one that is there already, which others may edit too. */
export const EditSavedText = ({ text, onClose }: { text: SavedText; onClose: () => void }) => {
  const edit = useSharedEdit({
    endpoint: updateSavedText,
    saved: text,
    valuesOf: inputOf,
    savedOf: (answer) => answer.text,
  });
  const { id } = text;
  return (
    <Fields
      input={edit.values}
      problem={edit.problem}
      isRunning={edit.isRunning}
      question={edit.question}
      onChange={edit.setValues}
      onSave={() => edit.save((version) => ({ params: { id }, body: { ...edit.values, version } }))}
      onClose={onClose}
    />
  );
};
