import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ruleInput, type RuleInput, waiver, type Waiver } from '../../../../contracts/rules';
import { inTransaction, table } from '../../database/tables';
import { notFound, versionConflict } from '../../http/problem';

const number = z.coerce.number();

const json = <T extends z.ZodType>(schema: T) =>
  z.string().transform((value): z.output<T> => schema.parse(JSON.parse(value)));

const ruleRow = z.object({
  id: number,
  uid: z.string(),
  data: json(ruleInput),
  waiver: json(waiver).nullable(),
  owner_id: number,
  owner_name: z.string(),
  version: number,
  created_at: number,
  updated_at: number,
});
export type RuleRow = z.output<typeof ruleRow>;

const inserted = z.object({ id: number });

/** The rules themselves. */
export const createRuleRows = ({ strapi }: { strapi: Core.Strapi }) => {
  const rules = () => table(strapi, 'tiktok_rules');

  const require = async (id: number): Promise<RuleRow> => {
    const found: unknown = await rules().where({ id }).first();
    if (found === undefined) throw notFound(`Rule ${id}`);
    return ruleRow.parse(found);
  };

  const changedMeanwhile = ({ version, owner_name: by, updated_at: at }: RuleRow) =>
    versionConflict('The rule', { version, by, at });

  const change = async (
    id: number,
    version: number,
    values: Record<string, unknown>,
  ): Promise<RuleRow> => {
    const count: number = await rules()
      .where({ id, version })
      .update({ ...values, version: version + 1, updated_at: Date.now() });
    if (count !== 1) throw changedMeanwhile(await require(id));
    return require(id);
  };

  return {
    require,

    async all(): Promise<RuleRow[]> {
      return z.array(ruleRow).parse(await rules().orderBy('id').select());
    },

    async ofType(uid: string): Promise<RuleRow[]> {
      return z.array(ruleRow).parse(await rules().where({ uid }).orderBy('id').select());
    },

    async create(data: RuleInput, owner: { id: number; name: string }): Promise<RuleRow> {
      const now = String(Date.now());
      const made: unknown = await strapi.db.query('plugin::tiktok.rule').create({
        data: {
          uid: data.uid,
          data: JSON.stringify(data),
          waiver: null,
          ownerId: owner.id,
          ownerName: owner.name,
          version: 1,
          createdAt: now,
          updatedAt: now,
        },
      });
      return require(inserted.parse(made).id);
    },

    update: (
      id: number,
      version: number,
      data: RuleInput,
      owner: { id: number; name: string },
      keepsWaiver: boolean,
    ): Promise<RuleRow> =>
      change(id, version, {
        uid: data.uid,
        data: JSON.stringify(data),
        owner_id: owner.id,
        owner_name: owner.name,
        ...(keepsWaiver ? {} : { waiver: null }),
      }),

    setWaiver: (id: number, version: number, given: Waiver | null): Promise<RuleRow> =>
      change(id, version, { waiver: given && JSON.stringify(given) }),

    /** @throws Problem `not_found`, `version_conflict` */
    async remove(id: number, version: number): Promise<void> {
      const before = await require(id);
      const removed = await inTransaction(strapi, async (trx) => {
        const count: number = await table(strapi, 'tiktok_rules', trx)
          .where({ id, version })
          .delete();
        if (count === 1) {
          await table(strapi, 'tiktok_rule_meetings', trx).where({ rule_id: id }).delete();
        }
        return count === 1;
      });
      if (!removed) throw changedMeanwhile(before);
    },
  };
};
