import {
  Button,
  Checkbox,
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

import { type PostSummary } from '../../../contracts/posts';
import { type TablePlace } from '../components/table-place';
import { PostViewsCell } from '../insights/views-cell';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { PostLink } from './post-link';
import { PostName, PostState, timeOf } from './post-name';
import { type ListQuery } from './query';

const COLUMNS = ['title', 'account', 'time', 'state', 'views', 'link'] as const;
type Column = (typeof COLUMNS)[number];
/** Where the link to the post is: behind the box that selects it. */
const TITLE = COLUMNS.indexOf('title') + 1;
/** The server's name of what a column is sorted by. */
const SORTS = { state: 'state', account: 'account', time: 'time', views: 'views' } as const;

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
        <PostName post={post} />
      </Td>
      <Td>
        <Typography>{post.account.nickname}</Typography>
      </Td>
      <Td>
        <Typography>{timeOf(post, texts)}</Typography>
      </Td>
      <Td>
        <PostState post={post} />
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

export interface PostTableProps {
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
