import { Link } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
import { NavLink, useSearchParams } from 'react-router-dom';

import { type AccountView, listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { useTexts } from '../translations';
import { MOST_ROWS, readBulkAddress, sizeOf } from './model/address';
import { BulkPosts } from './bulk-table';
import { LoadRows, type LoadedRows } from './load-rows';

const SUBJECTS = ['bulk', 'composer', 'posts'] as const;

/** The table keeps the accounts it opened with: a reload in the background must not reset it. */
const WithAccounts = ({
  accounts,
  loaded,
}: {
  accounts: readonly AccountView[];
  loaded: LoadedRows;
}) => {
  const { t } = useTexts();
  const [usable] = useState(() => accounts.filter(({ state }) => state === 'connected'));
  if (usable.length > 0) return <BulkPosts loaded={loaded} accounts={usable} />;
  return (
    <Note
      level="info"
      title={t('bulk.noAccount')}
      action={
        <Link tag={NavLink} to="/settings/tiktok/accounts">
          {t('bulk.noAccount.connect')}
        </Link>
      }
    >
      {t('bulk.noAccount.what')}
    </Note>
  );
};

const Content = () => {
  const { t } = useTexts();
  const [search] = useSearchParams();
  const subject = useMemo(() => readBulkAddress(search), [search]);
  const read = useTikTokQuery(listAccounts, {}, { fresh: true });
  if (!subject) return <Note level="info">{t('bulk.nothing')}</Note>;
  const size = sizeOf(subject);
  if (size > MOST_ROWS) {
    return (
      <Note level="warning" remedy={t('bulk.tooMany.remedy')}>
        {t('bulk.tooMany', { count: size, limit: MOST_ROWS })}
      </Note>
    );
  }
  if (!read.data) return <Loaded read={read}>{() => null}</Loaded>;
  const { accounts } = read.data;
  return (
    // Another selection is another table.
    <LoadRows key={search.toString()} subject={subject}>
      {(loaded) => <WithAccounts accounts={accounts} loaded={loaded} />}
    </LoadRows>
  );
};

const Bulk = () => {
  const { t } = useTexts();
  return (
    <Page.Main>
      <Page.Title>{t('bulk.title')}</Page.Title>
      <Layouts.Header
        title={t('bulk.title')}
        subtitle={t('bulk.subtitle')}
        navigationAction={<BackButton fallback="/plugins/tiktok" />}
      />
      <Layouts.Content>
        <Content />
      </Layouts.Content>
    </Page.Main>
  );
};

/** Several posts in one table, agreed to with one press; loaded when it is opened. */
const BulkPage = () => (
  <TikTokPage permissions={PERMISSIONS.bulkPage} subjects={SUBJECTS}>
    <Bulk />
  </TikTokPage>
);

export default BulkPage;
