import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { cutText } from '../../../contracts/cut-text';
import { LIMITS } from '../../../contracts/post-rules';
import { type EntrySource } from '../../../contracts/posts';
import { type SuggestedWords, type TypeWords } from '../../../contracts/type-words';
import { type SeenVersion } from '../../../contracts/versions';
import { table } from '../database/tables';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { revisionsOf, type SharedThing } from '../revisions';
import { type Model } from '../subject';
import { readVersion, ruleEntryFor } from './entry-data';
import { fieldsIn, renderTemplate, templateProblem } from './template';

/** The words with which the form opens for entries of a type: Liquid templates, as rules have them. */
export const typeWordsTable: Model = {
  uid: 'plugin::tiktok.type-word',
  tableName: 'tiktok_type_words',
  singularName: 'tiktok-type-word',
  attributes: {
    id: { type: 'increments' },
    uid: { type: 'string', column: { notNullable: true } },
    caption: { type: 'text', column: { notNullable: true } },
    title: { type: 'text', column: { notNullable: true } },
  },
  indexes: [{ name: 'tiktok_type_words_uid', columns: ['uid'], type: 'unique' }],
};

const row = z.object({ uid: z.string(), caption: z.string(), title: z.string() });
const thing = (uid: string) => `words of ${uid}` satisfies SharedThing;

const NONE = { version: 0, caption: '', title: '' };

/** @throws Problem `invalid_rule` naming the template */
export const checkWords = ({ caption, title }: Omit<TypeWords, 'version'>): void => {
  const fields = Object.fromEntries(
    Object.entries({ caption, title }).flatMap(([name, template]) => {
      const fault = templateProblem(template);
      return fault === null ? [] : [[name, fault]];
    }),
  );
  if (Object.keys(fields).length > 0) {
    throw new Problem({
      status: 422,
      code: 'invalid_rule',
      message: Object.values(fields).join(' '),
      remedy: 'Correct the template and save again. Nothing was changed.',
      fields,
    });
  }
};

/** What an entry says of itself when somebody opens the form for it. */
export const createTypeWords = ({ strapi }: { strapi: Core.Strapi }) => {
  const all = async (): Promise<Map<string, z.output<typeof row>>> => {
    const rows = z
      .array(row)
      .parse(await table(strapi, 'tiktok_type_words').select('uid', 'caption', 'title'));
    return new Map(rows.map((one) => [one.uid, one]));
  };

  return {
    /** The templates of these types, with the version of each. */
    async ofTypes(uids: readonly string[]): Promise<Map<string, TypeWords>> {
      const set = await all();
      const revisions = await revisionsOf(strapi).ofMany(uids.map(thing));
      return new Map(
        uids.map((uid) => {
          const { caption, title } = set.get(uid) ?? NONE;
          return [uid, { version: revisions.get(thing(uid))?.version ?? 0, caption, title }];
        }),
      );
    },

    /** Every type with templates, for another environment. */
    exportAll: async () => [...(await all()).values()],

    /** @throws Problem `invalid_rule` naming the template, `version_conflict` */
    async set(
      uid: string,
      { version: seen, caption, title }: Omit<TypeWords, 'version'> & { version: SeenVersion },
      by: string,
    ): Promise<void> {
      checkWords({ caption, title });
      const change = { thing: thing(uid), called: 'The caption of this type', seen, by };
      await revisionsOf(strapi).change(change, async (trx) => {
        const words = table(strapi, 'tiktok_type_words', trx);
        if (caption === '' && title === '') await words.where({ uid }).delete();
        else {
          await words.insert({ uid, caption, title }).onConflict(['uid']).merge({ caption, title });
        }
      });
    },

    /**
     * What the templates of the type make of an entry, of what this person may read; null where the
     * type has none. A template that cannot be used leaves its words empty and says why.
     */
    async suggestFor(caller: Caller, source: EntrySource): Promise<SuggestedWords | null> {
      const words = (await all()).get(source.uid);
      if (!words) return null;
      const version = await readVersion(strapi, source);
      const entry = version && (await ruleEntryFor(strapi, caller, version));
      if (!entry) return null;
      const unread = entry.unread ?? [];
      const made = (template: string): { text: string; why: string | null } => {
        const hidden = unread.find((field) =>
          fieldsIn(template).some((used) => used === field || used.startsWith(`${field}.`)),
        );
        if (hidden !== undefined) {
          return { text: '', why: `It uses the field "${hidden}", which you may not read.` };
        }
        const rendered = renderTemplate(template, entry.data);
        return rendered.ok
          ? { text: rendered.text, why: null }
          : { text: '', why: rendered.message };
      };
      const [caption, title] = [made(words.caption), made(words.title)];
      return {
        caption: cutText(caption.text, LIMITS.description, { at: 'word' }),
        title: cutText(title.text, LIMITS.title, { at: 'word' }),
        why: caption.why ?? title.why,
      };
    },
  };
};
