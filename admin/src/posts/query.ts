import { z } from 'zod';

import { cutText } from '../../../contracts/cut-text';
import { idInAddress, paging } from '../../../contracts/ids';
import { mediaKind, type MediaKind } from '../../../contracts/media';
import { postQuery, postState, type PostQuery, type PostState } from '../../../contracts/posts';
import { shareType, type ShareType } from '../../../contracts/settings';

/** The list as work: what is to come, what needs somebody, what is begun, what is done. */
export const LIST_TABS = ['upcoming', 'hand', 'drafts', 'published', 'all'] as const;
export type ListTab = (typeof LIST_TABS)[number];

const STATES_OF: Record<ListTab, PostState[] | undefined> = {
  upcoming: ['scheduled', 'due', 'sending', 'committing', 'processing'],
  hand: ['awaiting_approval', 'in_inbox', 'failed', 'held', 'outcome_unknown'],
  drafts: ['draft'],
  published: ['published'],
  all: undefined,
};

/** What comes next stands first; of everything else the newest. */
export const orderOf = (tab: ListTab): Pick<ListQuery, 'sort' | 'order'> =>
  tab === 'upcoming' ? { sort: 'time', order: 'asc' } : { sort: 'created', order: 'desc' };

/** What of the address decides the list. Whatever does not fit is left out rather than refused. */
export interface ListQuery {
  tab: ListTab;
  page: number;
  pageSize: number;
  state: PostState[] | undefined;
  accountId: number[] | undefined;
  kind: MediaKind | undefined;
  shareType: ShareType | undefined;
  search: string | undefined;
  /** Days as YYYY-MM-DD in the reader's zone, both included. */
  from: string | undefined;
  to: string | undefined;
  authorId: number | undefined;
  sort: PostQuery['sort'];
  order: PostQuery['order'];
}

const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value))
    ? value.slice(0, 10)
    : undefined;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== ''
    ? cutText(value.trim(), 200, { mark: '' })
    : undefined;

/** Filters as Strapi's lists have them in the address: `{ state: { $eq: 'draft' } }`, one after another. */
const filtersInAddress = z
  .object({ $and: z.array(z.record(z.string(), z.record(z.string(), z.string()))) })
  .catch({ $and: [] });

/** The same without those of one name, for another address. */
export const filtersWithout = (filters: unknown, name: string) => ({
  $and: filtersInAddress.parse(filters).$and.filter((one) => !(name in one)),
});

const valuesOf = (filters: unknown, name: string, operator = '$eq'): string[] =>
  filtersInAddress.parse(filters).$and.flatMap((one) => one[name]?.[operator] ?? []);

const someOf = <T>(values: T[]): T[] | undefined => (values.length > 0 ? values : undefined);

export const readListQuery = (query: Record<string, unknown>): ListQuery => {
  const tab = LIST_TABS.find((one) => one === query.tab) ?? 'upcoming';
  const { filters } = query;
  const fitting = <S extends z.ZodType>(schema: S, name: string): z.output<S>[] =>
    valuesOf(filters, name).flatMap((value) => {
      const read = schema.safeParse(value);
      return read.success ? [read.data] : [];
    });
  const usual = orderOf(tab);
  return {
    tab,
    page: paging.page.catch(1).parse(query.page),
    pageSize: paging.pageSize.catch(25).parse(query.pageSize),
    state: someOf(fitting(postState, 'state')),
    accountId: someOf(fitting(idInAddress, 'accountId')),
    kind: fitting(mediaKind, 'kind').at(-1),
    shareType: fitting(shareType, 'shareType').at(-1),
    search: text(query._q),
    from: day(valuesOf(filters, 'date', '$gte').at(-1)),
    to: day(valuesOf(filters, 'date', '$lte').at(-1)),
    authorId: fitting(idInAddress, 'authorId').at(-1),
    sort: postQuery.shape.sort.safeParse(query.sort ?? usual.sort).data ?? usual.sort,
    order: postQuery.shape.order.safeParse(query.order ?? usual.order).data ?? usual.order,
  };
};

/** The first moment of a day in the reader's zone, or of the day after it. */
const startOf = (iso: string, daysLater: number): string => {
  const [year = 0, month = 1, date = 1] = iso.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
};

/** The query as the server takes it. */
export const callOf = ({ from, to, tab, state, ...same }: ListQuery) => ({
  ...same,
  // A state that was chosen beside the tab says more.
  state: state ?? STATES_OF[tab],
  from: from && startOf(from, 0),
  to: to && startOf(to, 1),
});

/** The query that tells how many a tab would list; the shortest page says it as well as a long one. */
export const countCallOf = (chosen: ListQuery, tab: ListTab) => ({
  ...callOf({ ...chosen, tab, state: undefined }),
  page: 1,
  pageSize: 1,
});

/** Whether the list shows less than everything of its tab. */
export const isFiltered = ({
  tab: _____,
  page: _,
  pageSize: __,
  sort: ___,
  order: ____,
  ...filters
}: ListQuery) => Object.values(filters).some((value) => value !== undefined);
