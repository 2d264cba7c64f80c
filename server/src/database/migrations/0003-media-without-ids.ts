import { createHash } from 'node:crypto';

import { z } from 'zod';

import { type Migration, type SchemaChanges } from '../schema-changes';

const LOT = 500;

const meeting = z.object({ id: z.coerce.number(), media: z.string(), sent: z.string() });
const files = z.array(z.looseObject({ assetId: z.number(), hash: z.string(), bytes: z.number() }));

const digestOf = (words: string[]): string =>
  createHash('sha256').update(JSON.stringify(words.sort())).digest('hex').slice(0, 32);

/** The next lot of meetings that made a post, with the files of that post. */
const readLot = async ({ rows }: SchemaChanges, after: number) =>
  z
    .array(meeting)
    .parse(
      await rows('tiktok_rule_meetings')
        .join('tiktok_posts', 'tiktok_posts.id', 'tiktok_rule_meetings.post_id')
        .where('tiktok_rule_meetings.id', '>', after)
        .whereNotNull('tiktok_rule_meetings.media')
        .orderBy('tiktok_rule_meetings.id')
        .limit(LOT)
        .select(
          'tiktok_rule_meetings.id as id',
          'tiktok_rule_meetings.media as media',
          'tiktok_posts.media as sent',
        ),
    );

/**
 * A rule knows the files it posted by what they are, no longer by the Media Library's ids too:
 * `strapi import` gives new ones, and the same files would have been posted once more.
 */
export const mediaWithoutIds: Migration = {
  name: '0003-media-without-ids',
  async up(changes) {
    for (let lot = await readLot(changes, 0); lot.length > 0;) {
      for (const { id, media, sent } of lot) {
        const of = files.safeParse(JSON.parse(sent));
        if (!of.success) continue;
        const former = of.data.map(({ assetId, hash, bytes }) => `${assetId} ${hash} ${bytes}`);
        if (digestOf(former) !== media) continue;
        const digest = digestOf(of.data.map(({ hash, bytes }) => `${hash} ${bytes}`));
        await changes.rows('tiktok_rule_meetings').where({ id }).update({ media: digest });
      }
      lot = await readLot(changes, lot.at(-1)?.id ?? 0);
    }
  },
};
