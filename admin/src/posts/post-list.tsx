import { EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import { useCallback, useMemo, useState } from 'react';
import { NavLink } from 'react-router-dom';

import { listPosts } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { AttentionCount } from '../attention/attention-count';
import { Loaded } from '../components/loaded';
import { HealthBar } from '../health/health-bar';
import { ExportButton } from '../plan/export-button';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { BulkBar } from './bulk-bar';
import { PostFilters } from './filters';
import { useReloadWhenDue } from './live';
import { pollEvery } from './poll';
import { ListTabs } from './list-tabs';
import { PostTable } from './post-table';
import { callOf, isFiltered, type ListQuery, readListQuery } from './query';
import { RulesLink } from './rules-link';
import { useSavedTexts } from './saved-texts-button';
import { useStateNews } from './state-news';

/** All posts, newest first; asked for again only while one of those shown is under way. */
export const PostList = () => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const savedTexts = useSavedTexts();
  const [{ query }, setQuery] = useQueryParams<Record<string, string>>();
  const chosen = useMemo(() => readListQuery(query), [query]);
  const args = useMemo(() => ({ query: callOf(chosen) }), [chosen]);
  const read = useTikTokQuery(listPosts, args, {
    poll: ({ posts }) => pollEvery(posts, Date.now()),
  });
  const known = read.data;
  useReloadWhenDue(known?.posts, read.reload);
  useStateNews(known?.posts);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const change = useCallback(
    (changes: Partial<ListQuery>) => {
      setSelected(new Set());
      setQuery(
        Object.fromEntries(
          Object.entries({ page: 1, ...changes }).map(([name, value]) => [
            name,
            value === undefined ? '' : String(value),
          ]),
        ),
        'push',
        true,
      );
    },
    [setQuery],
  );

  return (
    <Page.Main>
      <Page.Title>{t('posts.title')}</Page.Title>
      <Layouts.Header
        title={t('posts.title')}
        subtitle={known && t('posts.subtitle', { count: known.pagination.total })}
        secondaryAction={
          <Flex gap={2} wrap="wrap">
            <RulesLink />
            {savedTexts.button}
            <ExportButton query={callOf(chosen)} />
            <AttentionCount />
          </Flex>
        }
        primaryAction={
          mayCompose && (
            <LinkButton tag={NavLink} to="new" startIcon={<Plus />}>
              {t('posts.new')}
            </LinkButton>
          )
        }
      />
      {savedTexts.dialog}
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <HealthBar />
          <ListTabs chosen={chosen} onChange={change} />
          <PostFilters chosen={chosen} onChange={change} />
          <BulkBar
            posts={(known?.posts ?? []).filter(({ id }) => selected.has(id))}
            onClear={() => setSelected(new Set())}
          />
          <Loaded read={read}>
            {({ posts, pagination }) =>
              posts.length === 0 ? (
                <EmptyStateLayout
                  content={t(isFiltered(chosen) ? 'posts.noneFiltered' : 'posts.none')}
                  hasRadius
                  shadow="tableShadow"
                />
              ) : (
                <>
                  <PostTable
                    posts={posts}
                    chosen={chosen}
                    onSort={change}
                    selected={selected}
                    onSelect={setSelected}
                  />
                  <Pagination.Root
                    pageCount={Math.ceil(pagination.total / pagination.pageSize)}
                    total={pagination.total}
                    defaultPageSize={25}
                  >
                    <Pagination.PageSize options={['10', '25', '50', '100']} />
                    <Pagination.Links />
                  </Pagination.Root>
                </>
              )
            }
          </Loaded>
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};
