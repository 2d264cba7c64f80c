import { postState, type PostState } from '../../../contracts/posts';

/** What of the address decides the list. Whatever does not fit is left out rather than refused. */
export interface ListQuery {
  page: number;
  pageSize: number;
  state: PostState | undefined;
  accountId: number | undefined;
}

const whole = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

export const readListQuery = (query: Record<string, unknown>): ListQuery => ({
  page: whole(query.page) ?? 1,
  pageSize: Math.min(100, whole(query.pageSize) ?? 25),
  state: postState.safeParse(query.state).data,
  accountId: whole(query.accountId),
});
