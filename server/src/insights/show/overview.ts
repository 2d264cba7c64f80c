import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type InsightsBy, type InsightsRow } from '../../../../contracts/insights';
import { type Account } from '../../accounts';
import { table } from '../../database/tables';
import { type Caller } from '../../http/handle';
import { type Gained, gained, NEAR_MS, sumCounters } from '../compare/gained';
import { usualOf } from '../compare/usual';
import {
  asText,
  counter,
  sampleColumns,
  sampleRow,
  videoColumns,
  videoRow,
  type VideoRow,
} from '../rows';
import { inDigits, iso } from './describe';
import { fieldValues, type FieldWords, fieldsOf } from './fields';
import { namesOf, type PostInsights } from './posts';
import { type Visible } from './visible';

/** So many of the best and of the worst are shown. */
const SHOWN = 5;

export interface Period {
  from: number;
  to: number;
}

const postFacts = z.object({
  id: z.coerce.number(),
  rule_name: z.string().nullable(),
  created_by_name: z.string().nullable(),
});
type PostFacts = z.output<typeof postFacts>;
const dayViews = z.array(z.object({ id: z.coerce.number(), views: counter }));

interface One {
  video: VideoRow;
  gain: Gained | null;
  /** Views after 24 hours, measured in time. */
  day: number | null;
}

/** What was gained in a period, and by what. */
export const createOverview = ({
  strapi,
  visible,
  posts,
}: {
  strapi: Core.Strapi;
  visible: Visible;
  posts: PostInsights;
}) => {
  const named = (name: string): string => {
    const schema = strapi.db.getSchemaName();
    return schema ? `${schema}.${name}` : name;
  };

  /** Of each video the samples that its gain is reckoned from: those at the borders of the period. */
  const edges = async ({ from, to }: Period) => {
    const knex = strapi.db.connection;
    const borders = table(strapi, 'tiktok_samples')
      .where('at', '>=', from - NEAR_MS)
      .where('at', '<', to)
      .groupBy('video_row')
      .select(
        'video_row as video',
        knex.raw('MAX(at) AS last_at'),
        knex.raw('MAX(CASE WHEN at <= ? THEN at END) AS base_at', [from]),
        knex.raw('MIN(CASE WHEN at > ? THEN at END) AS first_at', [from]),
      );
    const rows = z.array(sampleRow).parse(
      await table(strapi, 'tiktok_samples')
        .join(borders.as('borders') as never, 'borders.video', 'tiktok_samples.video_row')
        .whereRaw(
          '(tiktok_samples.at = borders.last_at OR tiktok_samples.at = borders.base_at OR tiktok_samples.at = borders.first_at)',
        )
        .select(sampleColumns(strapi, 'tiktok_samples.')),
    );
    const byVideo = new Map<number, typeof rows>();
    for (const row of rows) {
      const known = byVideo.get(row.video_row);
      if (known) known.push(row);
      else byVideo.set(row.video_row, [row]);
    }
    return byVideo;
  };

  const firstDays = async ({ from, to }: Period): Promise<Map<number, number>> => {
    const rows = dayViews.parse(
      await table(strapi, 'tiktok_videos')
        .join(named('tiktok_samples'), 'tiktok_samples.video_row', 'tiktok_videos.id')
        .where('tiktok_videos.created_at', '>=', from)
        .where('tiktok_videos.created_at', '<', to)
        .where({ 'tiktok_samples.slot': 24, 'tiktok_samples.late': 0 })
        .select('tiktok_videos.id', ...asText(strapi, ['views'], 'tiktok_samples.')),
    );
    return new Map(
      rows.flatMap(({ id, views }) => (views === null ? [] : [[id, Number(views)] as const])),
    );
  };

  const measure = async (
    caller: Caller,
    accounts: readonly Account[],
    period: Period,
  ): Promise<One[]> => {
    const narrow = await visible.narrow(
      caller,
      accounts.map(({ id }) => id),
    );
    const query = table(strapi, 'tiktok_videos').where('tiktok_videos.created_at', '<', period.to);
    narrow(query);
    // What else the account has is known only where somebody looked at its list.
    void query.where((ours) => {
      void ours.whereNotNull('tiktok_videos.post_id').orWhereNotNull('tiktok_videos.uid');
    });
    const videos = z
      .array(videoRow)
      .parse(await query.select(videoColumns(strapi, 'tiktok_videos.')));
    const [samples, days] = await Promise.all([edges(period), firstDays(period)]);
    return videos.map((video) => ({
      video,
      gain: gained(samples.get(video.id) ?? [], video.created_at, period),
      day: days.get(video.id) ?? null,
    }));
  };

  const factsOf = async (all: readonly One[]): Promise<Map<number, PostFacts>> => {
    const ids = all.flatMap(({ video: { post_id: id } }) => (id === null ? [] : [id]));
    const facts = new Map<number, PostFacts>();
    for (let from = 0; from < ids.length; from += 500) {
      const rows = z.array(postFacts).parse(
        await table(strapi, 'tiktok_posts')
          .whereIn('id', ids.slice(from, from + 500))
          .select('id', 'rule_name', 'created_by_name'),
      );
      for (const row of rows) facts.set(row.id, row);
    }
    return facts;
  };

  const typeName = (uid: string | null): string | null =>
    uid === null
      ? null
      : (Object.values(strapi.contentTypes).find((type) => type.uid === uid)?.info.displayName ??
        uid);

  /** What each video stands under in the table; several where a field has several values. */
  const labelsBy = async (
    caller: Caller,
    all: readonly One[],
    accounts: readonly Account[],
    { by, uid, field }: { by: InsightsBy; uid?: string | undefined; field?: string | undefined },
  ): Promise<(video: VideoRow) => (string | null)[]> => {
    if (by === 'account') {
      const names = namesOf(accounts);
      return (video) => [names.get(video.account_id) ?? null];
    }
    if (by === 'type') return (video) => [typeName(video.uid)];
    if (by === 'locale') return (video) => [video.locale];
    if (by === 'field') {
      const ofField = all.filter(({ video }) => video.uid === uid);
      const wordsOf: FieldWords =
        uid === undefined || field === undefined
          ? () => undefined
          : await fieldValues(
              strapi,
              caller,
              { uid, field },
              ofField.map(({ video }) => video),
            );
      return (video) => {
        if (video.uid !== uid || video.document_id === null) return [];
        const found = wordsOf(video) ?? [];
        return found.length === 0 ? [null] : found;
      };
    }
    const facts = await factsOf(all);
    return ({ post_id: id }) => {
      const fact = id === null ? undefined : facts.get(id);
      return [(by === 'author' ? fact?.created_by_name : fact?.rule_name) ?? null];
    };
  };

  const rowsOf = (
    all: readonly One[],
    labels: (video: VideoRow) => (string | null)[],
    { from }: Period,
  ): InsightsRow[] => {
    const groups = new Map<string | null, One[]>();
    for (const one of all) {
      for (const label of labels(one.video)) {
        const known = groups.get(label);
        if (known) known.push(one);
        else groups.set(label, [one]);
      }
    }
    return [...groups]
      .map(([label, ones]): InsightsRow => {
        const days = ones.flatMap(({ day, video: { kind } }) =>
          day === null ? [] : [{ kind, views: day }],
        );
        return {
          label,
          posts: ones.filter(({ video }) => video.created_at >= from).length,
          gained: inDigits(sumCounters(ones.flatMap(({ gain }) => (gain ? [gain.counters] : [])))),
          ...usualOf(days),
        };
      })
      .filter(({ posts: count, gained: { views } }) => count > 0 || views !== null)
      .sort((a, b) => Number(BigInt(b.gained.views ?? '0') - BigInt(a.gained.views ?? '0')));
  };

  /** By what was gained, the most first. */
  const ranked = (all: readonly One[]) =>
    all
      .flatMap(({ video, gain }) =>
        gain === null || gain.counters.views === null
          ? []
          : [{ video, views: gain.counters.views }],
      )
      .sort((a, b) => (a.views < b.views ? 1 : a.views > b.views ? -1 : a.video.id - b.video.id));

  const describe = async (
    chosen: readonly { video: VideoRow; views: bigint }[],
    accounts: readonly Account[],
  ) => {
    const shown = await posts.shown(
      chosen.map(({ video }) => video),
      accounts,
    );
    return shown.map((video, index) => ({
      video,
      gained: (chosen[index]?.views ?? 0n).toString(),
    }));
  };

  return {
    async overview(
      caller: Caller,
      period: Period,
      asked: {
        accountId?: number | undefined;
        by: InsightsBy;
        uid?: string | undefined;
        field?: string | undefined;
      },
    ) {
      const mine = await visible.accounts(caller);
      const accounts =
        asked.accountId === undefined ? mine : mine.filter(({ id }) => id === asked.accountId);
      const all = await measure(caller, accounts, period);
      const known = all.flatMap(({ gain }) => (gain ? [gain] : []));
      const inPeriod = all.filter(({ video }) => video.created_at >= period.from);
      const order = ranked(all);
      // What is among the best is not shown as one of the worst as well.
      const worst = order.slice(Math.max(SHOWN, order.length - SHOWN)).reverse();
      const [best, last] = await Promise.all([
        describe(order.slice(0, SHOWN), accounts),
        describe(worst, accounts),
      ]);
      return {
        totals: {
          posts: inPeriod.length,
          gained: inDigits(sumCounters(known.map(({ counters }) => counters))),
          measuredFrom: known.length === 0 ? null : iso(Math.min(...known.map(({ from }) => from))),
          measuredTo: known.length === 0 ? null : iso(Math.max(...known.map(({ to }) => to))),
          partly: known.filter(({ partly }) => partly).length,
          unknown: all.length - known.length,
        },
        best,
        worst: last,
        rows: rowsOf(all, await labelsBy(caller, all, accounts, asked), period),
        fields: fieldsOf(
          strapi,
          caller,
          all.flatMap(({ video: { uid } }) => uid ?? []),
        ),
        accounts,
      };
    },

    /** Only what the homepage shows of a period. */
    async week(caller: Caller, period: Period) {
      const accounts = await visible.accounts(caller);
      const all = await measure(caller, accounts, period);
      const views = sumCounters(all.flatMap(({ gain }) => (gain ? [gain.counters] : []))).views;
      const [best] = await describe(ranked(all).slice(0, 1), accounts);
      return {
        posts: all.filter(({ video }) => video.created_at >= period.from).length,
        views: views === null ? null : views.toString(),
        best: best ?? null,
      };
    },
  };
};

export type Overview = ReturnType<typeof createOverview>;
