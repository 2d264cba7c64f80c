import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { Filters, SearchInput, useAuth, useField } from '@strapi/strapi/admin';

import { listAccounts } from '../../../contracts/accounts';
import { mediaKind } from '../../../contracts/media';
import { postState } from '../../../contracts/posts';
import { shareType } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';

type ValueInputProps = Filters.ValueInputProps;

/** One of several values; with an input of its own Strapi names the chosen one by its label. */
const Choice = ({ name, options = [], 'aria-label': label }: ValueInputProps) => {
  const field = useField<string>(name);
  return (
    <SingleSelect
      aria-label={label}
      value={field.value ?? ''}
      onChange={(value) => field.onChange(name, String(value))}
    >
      {options.map((option) => {
        const { value, label: words = value } =
          typeof option === 'string' ? { value: option } : option;
        return (
          <SingleSelectOption key={value} value={value}>
            {words}
          </SingleSelectOption>
        );
      })}
    </SingleSelect>
  );
};

/** Which posts are listed: search and filters as Strapi's own lists have them. */
export const PostFilters = () => {
  const { t } = useTexts();
  const { data } = useTikTokQuery(listAccounts, {});
  const me = useAuth('TikTok', ({ user }) => user?.id);
  const choice = (name: string, label: string, options: { value: string; label: string }[]) => ({
    name,
    label,
    type: 'enumeration' as const,
    input: Choice,
    operators: [{ label: t('posts.filter.is'), value: '$eq' }],
    options,
  });
  const filters: Filters.Filter[] = [
    choice(
      'state',
      t('posts.filter.state'),
      postState.options.map((value) => ({ value, label: t(`posts.state.${value}`) })),
    ),
    choice(
      'accountId',
      t('posts.filter.account'),
      (data?.accounts ?? []).map(({ id, nickname, handle }) => ({
        value: String(id),
        label: handle === null ? nickname : `${nickname} (@${handle})`,
      })),
    ),
    choice(
      'kind',
      t('posts.filter.kind'),
      mediaKind.options.map((value) => ({ value, label: t(`posts.kind.${value}`) })),
    ),
    choice(
      'shareType',
      t('posts.filter.shareType'),
      shareType.options.map((value) => ({ value, label: t(`posts.shareType.${value}`) })),
    ),
    {
      name: 'date',
      label: t('posts.filter.date'),
      type: 'date',
      operators: [
        { label: t('posts.filter.from'), value: '$gte' },
        { label: t('posts.filter.to'), value: '$lte' },
      ],
    },
    ...(me === undefined
      ? []
      : [
          choice('authorId', t('posts.filter.author'), [
            { value: String(me), label: t('posts.filter.me') },
          ]),
        ]),
  ];
  return (
    <>
      <SearchInput label={t('posts.filter.search')} placeholder={t('posts.filter.search.hint')} />
      <Filters.Root options={filters}>
        <Filters.Trigger />
        <Filters.Popover />
        <Filters.List />
      </Filters.Root>
    </>
  );
};
