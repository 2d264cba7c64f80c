import { EmptyStateLayout, Flex } from '@strapi/design-system';
import { Layouts, Page, Pagination, useQueryParams } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { listPosts } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { PostFilters } from './filters';
import { useReloadWhenDue } from './live';
import { pollEvery } from './poll';
import { PostTable } from './post-table';
import { readListQuery } from './query';

/** All posts, newest first; asked for again only while one of those shown is under way. */
export const PostList = () => {
  const { t } = useTexts();
  const [{ query }, setQuery] = useQueryParams<Record<string, string>>();
  const { page, pageSize, state, accountId } = useMemo(() => readListQuery(query), [query]);
  const args = { query: { page, pageSize, state, accountId } };
  // Asked twice with the same arguments: the first answer decides how often the second is repeated.
  const { data: known } = useTikTokQuery(listPosts, args);
  const read = useTikTokQuery(listPosts, args, { pollingInterval: pollEvery(known?.posts ?? []) });
  useReloadWhenDue(known?.posts, read.reload);
  const isFiltered = state !== undefined || accountId !== undefined;

  return (
    <Page.Main>
      <Page.Title>{t('posts.title')}</Page.Title>
      <Layouts.Header
        title={t('posts.title')}
        subtitle={known && t('posts.subtitle', { count: known.pagination.total })}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <PostFilters
            chosen={{ state, accountId }}
            onChange={(chosen) =>
              setQuery(
                {
                  page: '1',
                  pageSize: String(pageSize),
                  state: chosen.state ?? '',
                  accountId: chosen.accountId === undefined ? '' : String(chosen.accountId),
                },
                'push',
                true,
              )
            }
          />
          <Loaded read={read}>
            {({ posts, pagination }) =>
              posts.length === 0 ? (
                <EmptyStateLayout
                  content={t(isFiltered ? 'posts.noneFiltered' : 'posts.none')}
                  hasRadius
                  shadow="tableShadow"
                />
              ) : (
                <>
                  <PostTable posts={posts} />
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
