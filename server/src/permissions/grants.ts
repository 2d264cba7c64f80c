import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

/** Where Strapi keeps rights, who holds them there, and what of a row is the right. */
const KINDS = [
  {
    name: 'role',
    uid: 'admin::permission',
    holder: 'role',
    data: ['actionParameters', 'subject', 'properties', 'conditions'],
  },
  {
    name: 'admin token',
    uid: 'admin::permission',
    holder: 'apiToken',
    data: ['actionParameters', 'subject', 'properties', 'conditions'],
  },
  { name: 'API token', uid: 'admin::api-token-permission', holder: 'token', data: [] },
  // Only there with the Users & Permissions plugin.
  { name: 'visitor role', uid: 'plugin::users-permissions.permission', holder: 'role', data: [] },
] as const;

type Kind = (typeof KINDS)[number];

/** Strapi's tables of rights. */
export const grantUids = new Set(KINDS.map(({ uid }) => uid));

const grant = z.object({
  kind: z.string(),
  /** documentId of the role or token. */
  holder: z.string(),
  action: z.string(),
  data: z.record(z.string(), z.unknown()),
});
/** One of the plugin's rights in the hands of a role or token. */
export type Grant = z.output<typeof grant>;
export const grants = z.array(grant);

const OURS = { action: { $startsWith: 'plugin::tiktok.' } };

const holderRow = z.object({ id: z.number(), documentId: z.string(), name: z.string() });
const grantRow = z.looseObject({ action: z.string() });

/** Strapi's tables of rights, and of those the plugin's. */
export const createGrants = ({ strapi }: { strapi: Core.Strapi }) => {
  const query = ({ uid }: Kind) => strapi.db.query(uid as UID.ContentType);
  const has = ({ uid, holder }: Kind): boolean =>
    strapi.db.metadata.has(uid) && holder in strapi.db.metadata.get(uid).attributes;
  const kinds = () => KINDS.filter(has);

  const rowsOf = async (kind: Kind): Promise<Grant[]> => {
    const rows: unknown[] = await query(kind).findMany({
      where: { ...OURS, [kind.holder]: { id: { $notNull: true } } },
      populate: [kind.holder],
    });
    return rows.flatMap((found) => {
      const row = grantRow.parse(found);
      const holder = holderRow.safeParse(row[kind.holder]);
      if (!holder.success) return [];
      return {
        kind: kind.name,
        holder: holder.data.documentId,
        action: row.action,
        data: Object.fromEntries(kind.data.map((field) => [field, row[field] ?? null])),
      };
    });
  };

  return {
    /** All that are held now. */
    async all(): Promise<Grant[]> {
      const found: Grant[] = [];
      for (const kind of kinds()) found.push(...(await rowsOf(kind)));
      return found;
    },

    /**
     * Whether Strapi has taken the plugin's rights away, as it does in a boot that does not know them.
     * Nobody else can take them from the super admin, who is given every right at each boot. (Of other
     * roles Strapi may overlook some: it pages through what it deletes from.)
     */
    async areGone(): Promise<boolean> {
      const held = await strapi.db
        .query('admin::permission')
        .count({ where: { ...OURS, role: { code: 'strapi-super-admin' } } });
      return held === 0;
    },

    /** Gives rights back to those that still exist. @returns the names of the holders */
    async give(wanted: readonly Grant[]): Promise<string[]> {
      const names = new Set<string>();
      for (const kind of kinds()) {
        const attribute = strapi.db.metadata.get(kind.uid).attributes[kind.holder];
        const target = attribute && 'target' in attribute ? attribute.target : undefined;
        if (!target) continue;
        for (const { holder, action, data } of wanted.filter((one) => one.kind === kind.name)) {
          const found = holderRow.safeParse(
            await strapi.db
              .query(target as UID.ContentType)
              .findOne({ where: { documentId: holder } }),
          );
          if (!found.success) continue;
          const place = { action, [kind.holder]: found.data.id };
          if ((await query(kind).count({ where: place })) > 0) continue;
          await query(kind).create({ data: { ...data, ...place } });
          names.add(found.data.name);
        }
      }
      return [...names];
    },

    /** Takes every right of the plugin away. @returns how many there were */
    async removeAll(): Promise<number> {
      let removed = 0;
      for (const uid of new Set(kinds().map((kind) => kind.uid))) {
        const { count } = await strapi.db.query(uid as UID.ContentType).deleteMany({ where: OURS });
        removed += count;
      }
      return removed;
    },
  };
};

export type Grants = ReturnType<typeof createGrants>;
