import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { listAccounts } from '../../../contracts/accounts';
import { postState } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { type ListQuery } from './query';

type Chosen = Pick<ListQuery, 'state' | 'accountId'>;

interface FiltersProps {
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** Which posts are listed: by state and by account. */
export const PostFilters = ({ chosen, onChange }: FiltersProps) => {
  const { t } = useTexts();
  const { data } = useTikTokQuery(listAccounts, {});
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <Box width={{ initial: '100%', medium: '24rem' }}>
        <Field.Root name="state">
          <Field.Label>{t('posts.filter.state')}</Field.Label>
          <SingleSelect
            value={chosen.state ?? null}
            placeholder={t('posts.filter.all')}
            clearLabel={t('posts.filter.clear')}
            onClear={() => onChange({ ...chosen, state: undefined })}
            onChange={(state) => onChange({ ...chosen, state: postState.parse(state) })}
          >
            {postState.options.map((state) => (
              <SingleSelectOption key={state} value={state}>
                {t(`posts.state.${state}`)}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
      <Box width={{ initial: '100%', medium: '24rem' }}>
        <Field.Root name="accountId">
          <Field.Label>{t('posts.filter.account')}</Field.Label>
          <SingleSelect
            value={chosen.accountId ?? null}
            placeholder={t('posts.filter.all')}
            clearLabel={t('posts.filter.clear')}
            onClear={() => onChange({ ...chosen, accountId: undefined })}
            onChange={(id) => onChange({ ...chosen, accountId: Number(id) })}
          >
            {(data?.accounts ?? []).map(({ id, nickname, handle }) => (
              <SingleSelectOption key={id} value={id}>
                {handle === null ? nickname : `${nickname} (@${handle})`}
              </SingleSelectOption>
            ))}
          </SingleSelect>
        </Field.Root>
      </Box>
    </Flex>
  );
};
