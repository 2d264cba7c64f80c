import { type Core } from '@strapi/strapi';
import Papa from 'papaparse';
import { z } from 'zod';

import { BYTE_ORDER_MARK, FORMULA } from '../../../../contracts/csv';
import { table } from '../../database/tables';
import { type Caller } from '../../http/handle';
import { HOUR } from '../ages';
import {
  asText,
  ACCOUNT_COUNTERS,
  counter,
  COUNTERS,
  dayRow,
  sampleRow,
  videoColumns,
  videoRow,
} from '../rows';
import { iso } from './describe';
import { namesOf, titlesOf } from './posts';
import { type Visible } from './visible';

const PAGE = 1000;

type Cells = (string | number)[];
interface Page {
  rows: Cells[];
  /** The last row's id; null at the end. */
  after: number | null;
}

const text = (value: bigint | null): string => value?.toString() ?? '';
const line = (cells: readonly Cells[]): string =>
  `${Papa.unparse(cells as Cells[], { escapeFormulae: FORMULA })}\r\n`;

const exportedSample = sampleRow.extend({
  id: z.coerce.number(),
  video_id: z.string(),
  post_id: z.coerce.number().nullable(),
});
const exportedDay = dayRow.extend({ id: z.coerce.number(), followers: counter });

/** What was measured as CSV, page by page, so that it never stands in memory as a whole. */
export const createExport = ({ strapi, visible }: { strapi: Core.Strapi; visible: Visible }) => {
  const pages = async (caller: Caller) => {
    const accounts = await visible.accounts(caller);
    const ids = accounts.map(({ id }) => id);
    return { names: namesOf(accounts), ids, narrow: await visible.narrow(caller, ids) };
  };
  const named = (name: string): string => {
    const schema = strapi.db.getSchemaName();
    return schema ? `${schema}.${name}` : name;
  };
  type Seen = Awaited<ReturnType<typeof pages>>;

  const samples = async ({ narrow, names }: Seen, after: number): Promise<Page> => {
    const query = table(strapi, 'tiktok_samples')
      .join(named('tiktok_videos'), 'tiktok_videos.id', 'tiktok_samples.video_row')
      .where('tiktok_samples.id', '>', after);
    narrow(query);
    const rows = z.array(exportedSample).parse(
      await query
        .orderBy('tiktok_samples.id')
        .limit(PAGE)
        .select(
          'tiktok_samples.id',
          'tiktok_videos.video_id',
          'tiktok_videos.post_id',
          ...['video_row', 'account_id', 'slot', 'at', 'age_ms', 'late'].map(
            (name) => `tiktok_samples.${name}`,
          ),
          ...asText(strapi, COUNTERS, 'tiktok_samples.'),
        ),
    );
    return {
      after: rows.at(-1)?.id ?? null,
      rows: rows.map((row) => [
        names.get(row.account_id) ?? '',
        row.video_id,
        row.post_id ?? '',
        row.slot,
        Math.round((row.age_ms / HOUR) * 100) / 100,
        row.late ? 'late' : 'in time',
        iso(row.at) ?? '',
        ...COUNTERS.map((name) => text(row[name])),
      ]),
    };
  };

  const videos = async ({ narrow, names }: Seen, after: number): Promise<Page> => {
    const query = table(strapi, 'tiktok_videos').where('tiktok_videos.id', '>', after);
    narrow(query);
    const rows = z
      .array(videoRow)
      .parse(
        await query
          .orderBy('tiktok_videos.id')
          .limit(PAGE)
          .select(videoColumns(strapi, 'tiktok_videos.')),
      );
    const titles = await titlesOf(strapi, rows);
    return {
      after: rows.at(-1)?.id ?? null,
      rows: rows.map((row) => [
        names.get(row.account_id) ?? '',
        row.video_id,
        row.post_id ?? '',
        (row.post_id !== null && titles.get(row.post_id)) || row.caption || '',
        row.kind,
        row.uid ?? '',
        row.document_id ?? '',
        row.locale ?? '',
        row.share_url ?? '',
        iso(row.created_at) ?? '',
        iso(row.measured_at) ?? '',
        iso(row.hidden_since) ?? '',
        ...COUNTERS.map((name) => text(row[name])),
      ]),
    };
  };

  const days = async ({ ids, names }: Seen, after: number): Promise<Page> => {
    const rows = z.array(exportedDay).parse(
      await table(strapi, 'tiktok_account_days')
        .whereIn('account_id', ids)
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .select('id', 'account_id', 'day', 'at', ...asText(strapi, ACCOUNT_COUNTERS)),
    );
    return {
      after: rows.at(-1)?.id ?? null,
      rows: rows.map((row) => [
        names.get(row.account_id) ?? '',
        row.day,
        iso(row.at) ?? '',
        ...ACCOUNT_COUNTERS.map((name) => text(row[name])),
      ]),
    };
  };

  const KINDS = {
    samples: {
      read: samples,
      head: [
        'account',
        'video_id',
        'post',
        'age_hours',
        'true_age_hours',
        'taken',
        'at',
        ...COUNTERS,
      ],
    },
    videos: {
      read: videos,
      head: [
        'account',
        'video_id',
        'post',
        'title',
        'kind',
        'content_type',
        'entry',
        'locale',
        'link',
        'created_at',
        'measured_at',
        'not_visible_since',
        ...COUNTERS,
      ],
    },
    'account-days': { read: days, head: ['account', 'day', 'at', ...ACCOUNT_COUNTERS] },
  } as const;

  return async function* exportCsv(
    caller: Caller,
    what: keyof typeof KINDS,
  ): AsyncGenerator<string> {
    const seen = await pages(caller);
    const { read, head } = KINDS[what];
    yield `${BYTE_ORDER_MARK}${head.join(',')}\r\n`;
    for (let after: number | null = 0; after !== null;) {
      const page: Page = await read(seen, after);
      if (page.rows.length > 0) yield line(page.rows);
      after = page.after;
    }
  };
};
