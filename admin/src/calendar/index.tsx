import { Flex, LinkButton } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { NavLink, useSearchParams } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { FeedButton } from '../plan/feed-dialog';
import { PostingTimesButton } from '../plan/posting-times-button';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Calendar } from './calendar';
import { withValues } from './model/place';

const SUBJECTS = ['calendar', 'plan', 'posts', 'composer'] as const;

const Content = () => {
  const { t } = useTexts();
  const mayImport = useMay('importPosts');
  const [search, setSearch] = useSearchParams();
  const read = useTikTokQuery(listAccounts, {});
  const chosen = Number(search.get('accountId'));
  const account = read.data?.accounts.find(({ id }) => id === chosen);
  const onAccount = (id: number | undefined) =>
    setSearch((before) => withValues(before, { accountId: id?.toString() }), { replace: true });

  return (
    <Page.Main>
      <Page.Title>{t('calendar.title')}</Page.Title>
      <Layouts.Header
        title={t('calendar.title')}
        subtitle={t('calendar.subtitle')}
        primaryAction={
          <Flex gap={2} wrap="wrap">
            {account && <PostingTimesButton account={account} />}
            <FeedButton />
            {mayImport && (
              <LinkButton
                tag={NavLink}
                to="/plugins/tiktok/import"
                variant="secondary"
                startIcon={<Upload />}
              >
                {t('plan.import')}
              </LinkButton>
            )}
          </Flex>
        }
      />
      <Layouts.Content>
        <Loaded read={read}>
          {({ accounts }) => (
            <Calendar accounts={accounts} account={account} onAccount={onAccount} />
          )}
        </Loaded>
      </Layouts.Content>
    </Page.Main>
  );
};

/** What goes out when, and what went. Brings FullCalendar with it: loaded when it is opened. */
const CalendarPage = () => (
  <TikTokPage permissions={PERMISSIONS.viewPosts} subjects={SUBJECTS}>
    <Content />
  </TikTokPage>
);

export default CalendarPage;
