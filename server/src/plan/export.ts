import { type Core } from '@strapi/strapi';
import Papa from 'papaparse';

import { BYTE_ORDER_MARK, FORMULA } from '../../../contracts/csv';
import { type PostSummary } from '../../../contracts/posts';
import { type Caller } from '../http/handle';
import { postsOf } from '../posts';
import { type PostFilter } from '../posts/life/post-store';

const PAGE = 500;
const MAX_POSTS = 50_000;

const COLUMNS = {
  id: (post) => post.id,
  state: ({ stateLabel }) => stateLabel,
  reason: ({ reason }) => reason?.message ?? '',
  title: ({ title }) => title,
  account: ({ account }) => account.nickname,
  handle: ({ account }) => account.handle ?? '',
  kind: ({ kind }) => kind,
  share_type: ({ shareType }) => shareType,
  scheduled_at: ({ scheduledAt }) => scheduledAt ?? '',
  published_at: ({ publishedAt }) => publishedAt ?? '',
  link: ({ link }) => link ?? '',
  author: ({ createdBy }) => createdBy ?? '',
  created_at: ({ createdAt }) => createdAt,
} as const satisfies Record<string, (post: PostSummary) => string | number>;

/**
 * The posts of a filter as CSV, page by page, so that a long list does not fill the memory. Cells that
 * a spreadsheet would take for a formula are prefixed.
 */
export async function* exportCsv(
  strapi: Core.Strapi,
  caller: Caller,
  filter: PostFilter,
): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${Object.keys(COLUMNS).join(',')}\r\n`;
  for (let page = 1; (page - 1) * PAGE < MAX_POSTS; page += 1) {
    const { posts, total } = await postsOf(strapi).reading.list(caller, filter, page, PAGE);
    const rows = posts.map((post) => Object.values(COLUMNS).map((valueOf) => valueOf(post)));
    if (rows.length > 0) yield `${Papa.unparse(rows, { escapeFormulae: FORMULA })}\r\n`;
    if (page * PAGE >= total) return;
  }
}
