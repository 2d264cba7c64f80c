import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
} from '@strapi/design-system';
import { useAuth } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useState } from 'react';

import { listAccounts } from '../../../contracts/accounts';
import { mediaKind } from '../../../contracts/media';
import { postState } from '../../../contracts/posts';
import { shareType } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { isFiltered, type ListQuery } from './query';

/** So long after the last key the search begins. */
const TYPING_MS = 400;

interface FiltersProps {
  chosen: ListQuery;
  onChange: (changes: Partial<ListQuery>) => void;
}

const Cell = ({ children }: { children: ReactNode }) => (
  <Box width={{ initial: '100%', medium: '20rem' }}>{children}</Box>
);

interface ChoiceProps<T extends string | number> {
  name: string;
  label: string;
  value: T | undefined;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | undefined) => void;
}

const Choice = <T extends string | number>({
  name,
  label,
  value,
  options,
  onChange,
}: ChoiceProps<T>) => {
  const { t } = useTexts();
  return (
    <Cell>
      <Field.Root name={name}>
        <Field.Label>{label}</Field.Label>
        <SingleSelect
          value={value ?? null}
          placeholder={t('posts.filter.all')}
          clearLabel={t('posts.filter.clear')}
          onClear={() => onChange(undefined)}
          onChange={(chosen) =>
            onChange(options.find((one) => String(one.value) === String(chosen))?.value)
          }
        >
          {options.map((option) => (
            <SingleSelectOption key={option.value} value={option.value}>
              {option.label}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
    </Cell>
  );
};

const Search = ({ chosen, onChange }: FiltersProps) => {
  const { t } = useTexts();
  const [typed, setTyped] = useState(chosen.search ?? '');
  const search = typed.trim() || undefined;
  const [shown, setShown] = useState(chosen.search);
  const [asked, setAsked] = useState(chosen.search);
  // Another search in the address that did not come from here: the back button, or all filters off.
  if (chosen.search !== shown) {
    setShown(chosen.search);
    if (chosen.search !== asked) setTyped(chosen.search ?? '');
  }
  useEffect(() => {
    if (search === chosen.search) return;
    const timer = setTimeout(() => {
      setAsked(search);
      onChange({ search });
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [search, chosen.search, onChange]);
  return (
    <Cell>
      <Field.Root name="search" hint={t('posts.filter.search.hint')}>
        <Field.Label>{t('posts.filter.search')}</Field.Label>
        <TextInput
          value={typed}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) => setTyped(event.target.value)}
        />
        <Field.Hint />
      </Field.Root>
    </Cell>
  );
};

const Day = ({ name, chosen, onChange }: FiltersProps & { name: 'from' | 'to' }) => {
  const { t } = useTexts();
  return (
    <Cell>
      <Field.Root name={name}>
        <Field.Label>{t(`posts.filter.${name}`)}</Field.Label>
        <TextInput
          type="date"
          value={chosen[name] ?? ''}
          onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
            onChange({ [name]: event.target.value || undefined })
          }
        />
      </Field.Root>
    </Cell>
  );
};

/** Which posts are listed. */
export const PostFilters = (props: FiltersProps) => {
  const { chosen, onChange } = props;
  const { t } = useTexts();
  const { data } = useTikTokQuery(listAccounts, {});
  const me = useAuth('TikTok', ({ user }) => user?.id);
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <Search {...props} />
      <Choice
        name="state"
        label={t('posts.filter.state')}
        value={chosen.state}
        options={postState.options.map((value) => ({ value, label: t(`posts.state.${value}`) }))}
        onChange={(state) => onChange({ state })}
      />
      <Choice
        name="accountId"
        label={t('posts.filter.account')}
        value={chosen.accountId}
        options={(data?.accounts ?? []).map(({ id, nickname, handle }) => ({
          value: id,
          label: handle === null ? nickname : `${nickname} (@${handle})`,
        }))}
        onChange={(accountId) => onChange({ accountId })}
      />
      <Choice
        name="kind"
        label={t('posts.filter.kind')}
        value={chosen.kind}
        options={mediaKind.options.map((value) => ({ value, label: t(`posts.kind.${value}`) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Choice
        name="shareType"
        label={t('posts.filter.shareType')}
        value={chosen.shareType}
        options={shareType.options.map((value) => ({
          value,
          label: t(`posts.shareType.${value}`),
        }))}
        onChange={(value) => onChange({ shareType: value })}
      />
      <Day name="from" {...props} />
      <Day name="to" {...props} />
      <Button
        variant={chosen.authorId === undefined ? 'tertiary' : 'secondary'}
        aria-pressed={chosen.authorId !== undefined}
        onClick={() =>
          onChange({
            authorId: chosen.authorId === undefined ? Number(me) || undefined : undefined,
          })
        }
      >
        {t('posts.filter.mine')}
      </Button>
      {isFiltered(chosen) && (
        <Button
          variant="ghost"
          onClick={() =>
            onChange({
              state: undefined,
              accountId: undefined,
              kind: undefined,
              shareType: undefined,
              search: undefined,
              from: undefined,
              to: undefined,
              authorId: undefined,
            })
          }
        >
          {t('posts.filter.reset')}
        </Button>
      )}
    </Flex>
  );
};
