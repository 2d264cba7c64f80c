import {
  Button,
  Checkbox,
  Flex,
  Link,
  Table,
  Tbody,
  Td,
  Th,
  Thead,
  Tr,
  Typography,
} from '@strapi/design-system';
import { CaretDown, CaretUp } from '@strapi/icons';
import { type ComponentProps, useMemo } from 'react';
import { NavLink } from 'react-router-dom';

import { type PostSummary } from '../../../contracts/posts';
import { Mark } from '../components/mark';
import { type TablePlace } from '../components/table-place';
import { PostViewsCell } from '../insights/views-cell';
import { type TextTools, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { PostLink } from './post-link';
import { Progress } from './progress';
import { type ListQuery } from './query';
import { StateBadge } from './state-badge';

const COLUMNS = ['state', 'title', 'account', 'time', 'views', 'link'] as const;
type Column = (typeof COLUMNS)[number];
/** Where the link to the post is: behind the box that selects it. */
const TITLE = COLUMNS.indexOf('title') + 1;
/** The server's name of what a column is sorted by. */
const SORTS = { state: 'state', account: 'account', time: 'time', views: 'views' } as const;

/** When it was published, or is to be, or was made: the one that matters now. */
export const timeOf = (
  { publishedAt, scheduledAt, createdAt, waitsForEntry }: PostSummary,
  { t, dateTime }: Pick<TextTools, 't' | 'dateTime'>,
): string => {
  if (publishedAt) return t('posts.time.published', { time: dateTime(publishedAt) });
  if (waitsForEntry) return t('posts.waitsForEntry');
  if (scheduledAt) return t('posts.time.scheduled', { time: dateTime(scheduledAt) });
  return t('posts.time.created', { time: dateTime(createdAt) });
};

interface RowProps extends TablePlace {
  post: PostSummary;
  /** The posts of the page, whose views are asked for together; null: they are not shown. */
  viewsOf: readonly number[] | null;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
}

const Row = ({ post, viewsOf, isSelected, onSelect, ...place }: RowProps) => {
  const texts = useTexts();
  const { t } = texts;
  const title = post.title || t('posts.untitled', { id: post.id });
  return (
    <Tr {...place}>
      <Td>
        <Checkbox
          aria-label={t('posts.select.one', { title })}
          checked={isSelected}
          onCheckedChange={(checked) => onSelect(checked === true)}
        />
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <StateBadge state={post.state} />
          <Progress progress={post.progress} />
        </Flex>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1} maxWidth="36rem">
          <Link tag={NavLink} to={`/plugins/tiktok/posts/${post.id}`}>
            {title}
          </Link>
          <Typography variant="pi" textColor="neutral600">
            {t(`posts.kind.${post.kind}`)} · {t(`posts.shareType.${post.shareType}`)}
          </Typography>
          {post.entryChanged && <Mark tone="warning">{t('posts.changed.mark')}</Mark>}
          {post.reason && (
            <Typography variant="pi" textColor="neutral700">
              {texts.said(post.reason.message)}
            </Typography>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography>{post.account.nickname}</Typography>
      </Td>
      <Td>
        <Typography>{timeOf(post, texts)}</Typography>
      </Td>
      {viewsOf && (
        <Td>
          <PostViewsCell id={post.id} ids={viewsOf} />
        </Td>
      )}
      <Td>
        <PostLink post={post} />
      </Td>
    </Tr>
  );
};

/** What the design system's `Tr` hands to each cell: its place, without which no key gets there. */
type CellPlace = Pick<ComponentProps<typeof Th>, 'coords' | 'aria-colindex'>;

interface HeadProps extends CellPlace {
  column: Column;
  chosen: Pick<ListQuery, 'sort' | 'order'>;
  onSort: (changes: Pick<ListQuery, 'sort' | 'order'>) => void;
}

const Head = ({ column, chosen, onSort, ...place }: HeadProps) => {
  const { t } = useTexts();
  const name = t(`posts.column.${column}`);
  const sort = column in SORTS ? SORTS[column as keyof typeof SORTS] : null;
  const isSorted = sort !== null && chosen.sort === sort;
  const order = isSorted && chosen.order === 'desc' ? 'asc' : 'desc';
  const direction = chosen.order === 'asc' ? 'ascending' : 'descending';
  return (
    // The design system makes it a plain cell, which may not say how it is sorted.
    <Th {...place} role="columnheader" aria-sort={isSorted ? direction : undefined}>
      {sort === null ? (
        <Typography variant="sigma" textColor="neutral600">
          {name}
        </Typography>
      ) : (
        <Button
          variant="ghost"
          size="S"
          aria-label={t('posts.sort.by', { column: name })}
          endIcon={isSorted ? chosen.order === 'asc' ? <CaretUp /> : <CaretDown /> : undefined}
          onClick={() => onSort({ sort, order })}
        >
          {name}
        </Button>
      )}
    </Th>
  );
};

interface PostTableProps {
  posts: readonly PostSummary[];
  chosen: Pick<ListQuery, 'sort' | 'order'>;
  onSort: HeadProps['onSort'];
  selected: ReadonlySet<number>;
  onSelect: (selected: ReadonlySet<number>) => void;
}

export const PostTable = ({ posts, chosen, onSort, selected, onSelect }: PostTableProps) => {
  const { t } = useTexts();
  const mayRead = useMay('readInsights');
  const columns = COLUMNS.filter((column) => column !== 'views' || mayRead);
  const ids = useMemo(() => posts.map(({ id }) => id), [posts]);
  const count = posts.filter(({ id }) => selected.has(id)).length;
  const toggle = (id: number, isSelected: boolean) => {
    const next = new Set(selected);
    if (isSelected) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  return (
    <Table
      colCount={columns.length + 1}
      rowCount={posts.length + 1}
      // Tab leads to the first post's link, and the arrow keys on from there.
      initialRow={1}
      initialCol={TITLE}
      aria-label={t('posts.list')}
    >
      <Thead>
        <Tr>
          <Th>
            <Checkbox
              aria-label={t('posts.select.all')}
              checked={count === 0 ? false : count === posts.length ? true : 'indeterminate'}
              onCheckedChange={(checked) =>
                onSelect(checked === true ? new Set(posts.map(({ id }) => id)) : new Set())
              }
            />
          </Th>
          {columns.map((column) => (
            <Head key={column} column={column} chosen={chosen} onSort={onSort} />
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {posts.map((post) => (
          <Row
            key={post.id}
            post={post}
            viewsOf={mayRead ? ids : null}
            isSelected={selected.has(post.id)}
            onSelect={(isSelected) => toggle(post.id, isSelected)}
          />
        ))}
      </Tbody>
    </Table>
  );
};
