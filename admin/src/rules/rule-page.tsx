import { EmptyStateLayout, Loader } from '@strapi/design-system';
import { Page } from '@strapi/strapi/admin';
import { useParams } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { listRules } from '../../../contracts/rules';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { Editor } from './editor';

/** One rule, or a new one. */
export const RulePage = () => {
  const { t } = useTexts();
  const { id } = useParams();
  const read = useTikTokQuery(listRules, {}, { fresh: true });
  const known = useTikTokQuery(listAccounts, {});
  return (
    <Page.Main>
      <Loaded read={known}>
        {({ accounts }) => (
          <Loaded read={read}>
            {({ rules, types }) => {
              const rule = rules.find((one) => String(one.id) === id) ?? null;
              if (id === 'new' || rule) {
                return <Editor key={id} rule={rule} types={types} accounts={accounts} />;
              }
              if (read.isFetching) return <Loader>{t('common.loading')}</Loader>;
              return <EmptyStateLayout content={t('rule.gone')} hasRadius shadow="tableShadow" />;
            }}
          </Loaded>
        )}
      </Loaded>
    </Page.Main>
  );
};
