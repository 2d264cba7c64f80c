import { EmptyStateLayout, Flex, LinkButton } from '@strapi/design-system';
import { Plus } from '@strapi/icons';
import {
  deepEncodeQueryValues,
  Layouts,
  Page,
  Pagination,
  useIsMobile,
  useQueryParams,
  withEncodedUserParams,
} from '@strapi/strapi/admin';
import { useMemo, useState } from 'react';
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
import { PostCards } from './post-cards';
import { PostTable } from './post-table';
import { callOf, filtersWithout, isFiltered, type ListTab, readListQuery } from './query';
import { RulesLink } from './rules-link';
import { useSavedTexts } from './saved-texts-button';
import { useStateNews } from './state-news';

/** The posts as work, what comes next first; asked for again only while one of those shown is under way. */
export const PostList = () => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const savedTexts = useSavedTexts();
  const [{ query }, setQuery] = useQueryParams<Record<string, unknown>>();
  const chosen = useMemo(() => readListQuery(query), [query]);
  const args = useMemo(() => ({ query: callOf(chosen) }), [chosen]);
  const read = useTikTokQuery(listPosts, args, {
    poll: ({ posts }) => pollEvery(posts, Date.now()),
  });
  const known = read.data;
  useReloadWhenDue(known?.posts, read.reload);
  useStateNews(known?.posts);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const isMobile = useIsMobile();
  const List = isMobile ? PostCards : PostTable;
  const change = (changes: Record<string, unknown>) => {
    setSelected(new Set());
    setQuery({ ...withEncodedUserParams(query, {}), page: 1, ...changes }, 'push', true);
  };
  const show = (tab: ListTab) =>
    // A state of another tab would leave this one empty.
    change({
      tab,
      sort: undefined,
      order: undefined,
      filters: deepEncodeQueryValues(filtersWithout(query.filters, 'state')),
    });
  const whyEmpty = (): string => {
    if (isFiltered(chosen)) return t('posts.noneFiltered');
    return t(chosen.tab === 'all' ? 'posts.none' : 'posts.noneHere');
  };

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
          <ListTabs chosen={chosen} onChange={show} />
          <Flex gap={2} wrap="wrap">
            <PostFilters />
          </Flex>
          <BulkBar
            posts={(known?.posts ?? []).filter(({ id }) => selected.has(id))}
            onClear={() => setSelected(new Set())}
          />
          <Loaded read={read}>
            {({ posts, pagination }) =>
              posts.length === 0 ? (
                <EmptyStateLayout content={whyEmpty()} hasRadius shadow="tableShadow" />
              ) : (
                <>
                  <List
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
