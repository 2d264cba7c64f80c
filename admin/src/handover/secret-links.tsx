import {
  EmptyStateLayout,
  Flex,
  Table,
  Tbody,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import { useState } from 'react';

import { paging } from '../../../contracts/ids';
import {
  listSecretLinks,
  revokeSecretLink,
  type SecretLink,
} from '../../../contracts/secret-links';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { Loaded } from '../components/loaded';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { SecretLinkRow, useMaker } from './secret-link-row';

const SUBJECTS: readonly TextSubject[] = ['handover'];

const COLUMNS = ['link', 'shows', 'maker', 'made', 'until', 'opened', 'actions'] as const;

const Question = ({ link, onClose }: { link: SecretLink; onClose: () => void }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const makerOf = useMaker();
  const { run } = useTikTokMutation(revokeSecretLink);
  const { kind, id, createdAt } = link;
  const revoke = async () => {
    const outcome = await run({ params: { kind, id } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t('handover.revoked'));
    return null;
  };
  return (
    <Confirm
      title={t('handover.all.ask')}
      confirmLabel={t('handover.revoke')}
      onConfirm={revoke}
      onClose={onClose}
    >
      <Typography fontWeight="bold" tag="p">
        {t('handover.all.which', {
          kind: t(`handover.kind.${kind}`),
          name: makerOf(link),
          time: dateTime(createdAt),
        })}
      </Typography>
      <Typography tag="p">{t('handover.all.ask.what')}</Typography>
    </Confirm>
  );
};

/** Everybody's secret links, each with a way to end it. */
export const SecretLinks = () => {
  const { t } = useTexts();
  const mayRevoke = useMay('changeSettings');
  const [{ query }] = useQueryParams<{ page?: string; pageSize?: string }>();
  const read = useTikTokQuery(listSecretLinks, {
    query: {
      page: paging.page.catch(1).parse(query?.page),
      pageSize: paging.pageSize.catch(25).parse(query?.pageSize),
    },
  });
  const [asked, setAsked] = useState<SecretLink | null>(null);
  return (
    <>
      <Page.Title>{t('handover.all.title')}</Page.Title>
      <Page.Main aria-busy={read.isFetching}>
        <Layouts.Header title={t('handover.all.title')} subtitle={t('handover.all.subtitle')} />
        <Layouts.Content>
          <Loaded read={read}>
            {({ links, pagination }) =>
              pagination.total === 0 ? (
                <EmptyStateLayout content={t('handover.all.none')} hasRadius shadow="tableShadow" />
              ) : (
                <Flex direction="column" alignItems="stretch" gap={4}>
                  <Table
                    colCount={COLUMNS.length}
                    rowCount={links.length + 1}
                    aria-label={t('handover.all.title')}
                  >
                    <Thead>
                      <Tr>
                        {COLUMNS.map((column) => (
                          <Th key={column}>
                            <Typography variant="sigma" textColor="neutral600">
                              {t(`handover.all.column.${column}`)}
                            </Typography>
                          </Th>
                        ))}
                      </Tr>
                    </Thead>
                    <Tbody>
                      {links.map((link) => (
                        <SecretLinkRow
                          key={`${link.kind} ${link.id}`}
                          link={link}
                          mayRevoke={mayRevoke}
                          onRevoke={() => setAsked(link)}
                        />
                      ))}
                    </Tbody>
                  </Table>
                  <Pagination.Root
                    pageCount={Math.ceil(pagination.total / pagination.pageSize)}
                    total={pagination.total}
                    defaultPageSize={25}
                  >
                    <Pagination.PageSize options={['10', '25', '50', '100']} />
                    <Pagination.Links />
                  </Pagination.Root>
                </Flex>
              )
            }
          </Loaded>
        </Layouts.Content>
      </Page.Main>
      {asked && <Question link={asked} onClose={() => setAsked(null)} />}
    </>
  );
};

/** Settings, TikTok, Secret links. */
const ProtectedSecretLinks = () => (
  <TikTokPage permissions={PERMISSIONS.settingsPage} subjects={SUBJECTS}>
    <SecretLinks />
  </TikTokPage>
);

export default ProtectedSecretLinks;
