import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type SeenVersion } from '../../../contracts/versions';
import { table } from '../database/tables';
import { revisionsOf, type SharedThing } from '../revisions';
import { type Model } from '../subject';

/** Our own switch for a content type, which wins over its schema. */
export const typeSwitchesTable: Model = {
  uid: 'plugin::tiktok.type-switch',
  tableName: 'tiktok_type_switches',
  singularName: 'tiktok-type-switch',
  attributes: {
    id: { type: 'increments' },
    uid: { type: 'string', column: { notNullable: true } },
    enabled: { type: 'integer', column: { notNullable: true } },
  },
  indexes: [{ name: 'tiktok_type_switches_uid', columns: ['uid'], type: 'unique' }],
};

const switchRow = z.object({ uid: z.string(), enabled: z.coerce.number() });
const withSwitch = z.object({
  pluginOptions: z.object({ tiktok: z.object({ enabled: z.boolean() }) }),
});

export interface TypeSwitch {
  enabled: boolean;
  decidedBy: 'page' | 'schema' | 'default';
}

/** Whether a type may post: our own switch, else `pluginOptions.tiktok.enabled` of it, else yes. */
export const switchOf = (
  strapi: Core.Strapi,
  uid: string,
  ownSwitch: boolean | null,
): TypeSwitch => {
  if (ownSwitch !== null) return { enabled: ownSwitch, decidedBy: 'page' };
  const schema = withSwitch.safeParse(strapi.contentTypes[uid as UID.ContentType]);
  return schema.success
    ? { enabled: schema.data.pluginOptions.tiktok.enabled, decidedBy: 'schema' }
    : { enabled: true, decidedBy: 'default' };
};

const thing = (uid: string) => `content type ${uid}` satisfies SharedThing;

/** Which content types may be posted at all. */
export const createTypeSwitches = ({ strapi }: { strapi: Core.Strapi }) => {
  const all = async (): Promise<Map<string, boolean>> => {
    const rows: unknown = await table(strapi, 'tiktok_type_switches').select('uid', 'enabled');
    return new Map(
      z
        .array(switchRow)
        .parse(rows)
        .map(({ uid, enabled }) => [uid, enabled === 1]),
    );
  };

  return {
    /** The switches that were set on our page. */
    all,

    async isOn(uid: string): Promise<boolean> {
      return switchOf(strapi, uid, (await all()).get(uid) ?? null).enabled;
    },

    /** The version of each type's switch. */
    async versions(uids: readonly string[]): Promise<Map<string, number>> {
      const revisions = await revisionsOf(strapi).ofMany(uids.map(thing));
      return new Map(uids.map((uid) => [uid, revisions.get(thing(uid))?.version ?? 0]));
    },

    /**
     * Null goes by the schema again.
     * @throws Problem `version_conflict`
     */
    async set(uid: string, enabled: boolean | null, by: string, seen: SeenVersion): Promise<void> {
      const change = { thing: thing(uid), called: 'The switch of this type', seen, by };
      await revisionsOf(strapi).change(change, async (trx) => {
        const switches = table(strapi, 'tiktok_type_switches', trx);
        if (enabled === null) {
          await switches.where({ uid }).delete();
          return;
        }
        const value = { enabled: enabled ? 1 : 0 };
        await switches
          .insert({ uid, ...value })
          .onConflict(['uid'])
          .merge(value);
      });
    },
  };
};

export type TypeSwitches = ReturnType<typeof createTypeSwitches>;
