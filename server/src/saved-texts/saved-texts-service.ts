import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { type SavedText, type SavedTextInput, savedTextKind } from '../../../contracts/saved-texts';
import { type SeenVersion } from '../../../contracts/versions';
import { table } from '../database/tables';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';
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

const thing = (id: number) => `saved text ${id}` satisfies SharedThing;

const viewOf = (text: Row, version: number, caller: Caller): SavedText => ({
  id: text.id,
  version,
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

  const view = async (caller: Caller, id: number): Promise<SavedText> => {
    const { version } = await revisionsOf(strapi).of(thing(id));
    return viewOf(await read(caller, id), version, caller);
  };

  const mine = (caller: Caller) =>
    texts().where({ owner_id: caller.id }).orWhere({ shared: 1 }).orderBy('name').orderBy('id');

  return {
    /** The caller's own and the shared ones, by name. */
    async list(caller: Caller): Promise<SavedText[]> {
      const known = z.array(created).parse(await mine(caller).select('id'));
      const revisions = await revisionsOf(strapi).ofMany(known.map(({ id }) => thing(id)));
      return z
        .array(row)
        .parse(await mine(caller))
        .map((text) => viewOf(text, revisions.get(thing(text.id))?.version ?? 0, caller));
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
      return view(caller, id);
    },

    /** @throws Problem `not_found`, `forbidden`, `version_conflict` */
    async update(
      caller: Caller,
      id: number,
      { version: seen, ...input }: SavedTextInput & { version: SeenVersion },
    ): Promise<SavedText> {
      const text = await readToEdit(caller, id);
      // Made private by somebody else, a text would vanish from that person's own sight.
      if (!input.shared && !isOwn(text, caller)) {
        throw forbidden(
          'Only its owner can make a shared text private.',
          'Leave it shared, or delete it.',
        );
      }
      const change = { thing: thing(id), called: 'The saved text', seen, by: caller.name };
      await revisionsOf(strapi).change(change, (trx) =>
        table(strapi, 'tiktok_saved_texts', trx).where({ id }).update(columns(input)),
      );
      return view(caller, id);
    },

    /** @throws Problem `not_found`, `forbidden`, `version_conflict` */
    async remove(caller: Caller, id: number, seen: SeenVersion): Promise<void> {
      await readToEdit(caller, id);
      const change = { thing: thing(id), called: 'The saved text', seen, by: caller.name };
      await revisionsOf(strapi).change(change, async (trx) => {
        await table(strapi, 'tiktok_saved_texts', trx).where({ id }).delete();
        await revisionsOf(strapi).forget(thing(id), trx);
      });
    },
  };
};

export type SavedTexts = ReturnType<typeof createSavedTexts>;

export const savedTextsOf = (strapi: Core.Strapi): SavedTexts =>
  strapi.plugin('tiktok').service('savedTexts');
