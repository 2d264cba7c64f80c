import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type SavedText, type SavedTextInput, savedTextKind } from '../../../contracts/saved-texts';
import { table } from '../database/tables';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { savedTextsTable } from './models';

/** More than anybody looks through; keeps the list, which has no pages, short. */
const PER_PERSON = 500;

const row = z.object({
  id: z.coerce.number(),
  kind: savedTextKind,
  name: z.string(),
  text: z.string(),
  shared: z.coerce.number().transform((value) => value === 1),
  owner_id: z.coerce.number(),
  owner_name: z.string().nullable(),
  updated_at: z.coerce.number(),
});
type Row = z.output<typeof row>;

const counted = z.object({ count: z.coerce.number() });
const created = z.object({ id: z.coerce.number() });

const isOwn = (text: Row, caller: Caller): boolean => text.owner_id === caller.id;
const mayEdit = (text: Row, caller: Caller): boolean =>
  isOwn(text, caller) || (text.shared && caller.ability.can(ACTIONS.manageRules));

const viewOf = (text: Row, caller: Caller): SavedText => ({
  id: text.id,
  kind: text.kind,
  name: text.name,
  text: text.text,
  shared: text.shared,
  owner: text.owner_name,
  mayEdit: mayEdit(text, caller),
  updatedAt: new Date(text.updated_at).toISOString(),
});

const columns = ({ shared, ...input }: SavedTextInput) => ({
  ...input,
  shared: shared ? 1 : 0,
  updated_at: Date.now(),
});

/** Captions and hashtag groups that people keep for themselves or for everybody. */
export const createSavedTexts = ({ strapi }: { strapi: Core.Strapi }) => {
  const texts = () => table(strapi, 'tiktok_saved_texts');

  const read = async (caller: Caller, id: number): Promise<Row> => {
    const found: unknown = await texts().where({ id }).first();
    const text = found === undefined ? null : row.parse(found);
    if (!text || !(text.shared || isOwn(text, caller))) throw notFound(`Saved text ${id}`);
    return text;
  };

  const readToEdit = async (caller: Caller, id: number): Promise<Row> => {
    const text = await read(caller, id);
    if (mayEdit(text, caller)) return text;
    throw forbidden(
      `This text belongs to ${text.owner_name ?? 'somebody else'}.`,
      'Save a text of your own, or ask its owner or an administrator to change it.',
    );
  };

  return {
    /** The caller's own and the shared ones, by name. */
    async list(caller: Caller): Promise<SavedText[]> {
      const rows: unknown = await texts()
        .where({ owner_id: caller.id })
        .orWhere({ shared: 1 })
        .orderBy('name')
        .orderBy('id');
      return z
        .array(row)
        .parse(rows)
        .map((text) => viewOf(text, caller));
    },

    /** @throws Problem `too_many_texts` */
    async create(caller: Caller, input: SavedTextInput): Promise<SavedText> {
      const [own] = z
        .array(counted)
        .parse(await texts().where({ owner_id: caller.id }).count({ count: '*' }));
      if ((own?.count ?? 0) >= PER_PERSON) {
        throw new Problem({
          status: 409,
          code: 'too_many_texts',
          message: `You have saved ${PER_PERSON} texts, and more are not kept.`,
          remedy: 'Delete one that is no longer needed, then save this one.',
        });
      }
      const made: unknown = await strapi.db.query(savedTextsTable.uid).create({
        data: {
          ...input,
          shared: input.shared ? 1 : 0,
          ownerId: caller.id,
          ownerName: caller.name,
          updatedAt: String(Date.now()),
        },
      });
      const { id } = created.parse(made);
      return viewOf(await read(caller, id), caller);
    },

    /** @throws Problem `not_found`, `forbidden` */
    async update(caller: Caller, id: number, input: SavedTextInput): Promise<SavedText> {
      const text = await readToEdit(caller, id);
      // Made private by somebody else, a text would vanish from that person's own sight.
      if (!input.shared && !isOwn(text, caller)) {
        throw forbidden(
          'Only its owner can make a shared text private.',
          'Leave it shared, or delete it.',
        );
      }
      await texts().where({ id }).update(columns(input));
      return viewOf(await read(caller, id), caller);
    },

    /** @throws Problem `not_found`, `forbidden` */
    async remove(caller: Caller, id: number): Promise<void> {
      await readToEdit(caller, id);
      await texts().where({ id }).delete();
    },
  };
};

export type SavedTexts = ReturnType<typeof createSavedTexts>;

export const savedTextsOf = (strapi: Core.Strapi): SavedTexts =>
  strapi.plugin('tiktok').service('savedTexts');
