import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type SiteExport, movingSettings, siteExport } from '../../../contracts/moving';
import { ACTIONS } from '../../../contracts/permissions';
import { type Caller } from '../http/handle';
import { notFound, Problem } from '../http/problem';
import { callerById } from '../http/caller-by-id';
import { type Rules } from '../rules/rules-service';
import { savedTextsOf } from '../saved-texts/saved-texts-service';
import { table } from '../database/tables';
import { settingsOf } from '../settings';

const person = z.object({ id: z.number() });
const savedRow = z.object({ kind: z.string(), name: z.string(), text: z.string() });

/** What an import did, or would do. */
export interface Moved {
  created: string[];
  replaced: string[];
  /** What could not be taken over, in words. */
  problems: string[];
}

/** What travels between sites that `strapi export`, `import` and `transfer` do not carry. */
export const createMoving = ({ strapi }: { strapi: Core.Strapi }) => {
  const rules = (): Rules => strapi.plugin('tiktok').service('rules');

  const byEmail = async (email: string): Promise<Caller> => {
    const found = person.safeParse(
      await strapi.db.query('admin::user').findOne({ where: { email: email.toLowerCase() } }),
    );
    const caller = found.success ? await callerById(strapi, found.data.id) : null;
    if (!caller) throw notFound(`The administrator ${email}`);
    return caller;
  };

  const importSettings = async (
    settings: SiteExport['settings'],
    caller: Caller,
    save: boolean,
    moved: Moved,
  ): Promise<void> => {
    if (!caller.ability.can(ACTIONS.changeSettings)) {
      moved.problems.push('The settings stay as they are: changing them takes the right to.');
      return;
    }
    try {
      if (save) await settingsOf(strapi).update(settings, 'latest');
      moved.replaced.push('settings');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      moved.problems.push(`The settings: ${error.details.message}`);
    }
  };

  const importTexts = async (
    texts: SiteExport['savedTexts'],
    caller: Caller,
    save: boolean,
    moved: Moved,
  ): Promise<void> => {
    if (texts.length === 0) return;
    if (!caller.ability.can(ACTIONS.composePosts)) {
      moved.problems.push('The saved texts stay behind: keeping some takes the right to compose.');
      return;
    }
    const present = (await savedTextsOf(strapi).list(caller)).filter(({ shared }) => shared);
    for (const text of texts) {
      const same = present.find((one) => one.kind === text.kind && one.name === text.name);
      if (same?.text === text.text) continue;
      const name = `saved text "${text.name}"`;
      try {
        const input = { ...text, shared: true };
        if (save && same) {
          await savedTextsOf(strapi).update(caller, same.id, { ...input, version: 'latest' });
        } else if (save) await savedTextsOf(strapi).create(caller, input);
        (same ? moved.replaced : moved.created).push(name);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        moved.problems.push(`${name}: ${error.details.message}`);
      }
    }
  };

  return {
    async exportAll(): Promise<SiteExport> {
      const texts: unknown = await table(strapi, 'tiktok_saved_texts')
        .where({ shared: 1 })
        .orderBy('id')
        .select('kind', 'name', 'text');
      return siteExport.parse({
        format: 'strapi-plugin-tiktok/site@1',
        settings: movingSettings.parse(await settingsOf(strapi).current()),
        rules: await rules().exportAll(),
        savedTexts: z.array(savedRow).parse(texts),
      });
    },

    /**
     * Takes over an export in the name of a person, each part by the right that its page asks for.
     * With `save` false it only says what would happen.
     * @throws Problem `not_found` for an unknown person, `invalid_request` for another file
     */
    async importAs(email: string, file: unknown, save: boolean): Promise<Moved> {
      const caller = await byEmail(email);
      const data = siteExport.safeParse(file);
      if (!data.success) {
        throw new Problem({
          status: 400,
          code: 'invalid_request',
          message: `This is no export of a site: ${z.prettifyError(data.error)}`,
          remedy: 'Make one with "npx strapi-tiktok export". Nothing was changed.',
        });
      }
      const moved: Moved = { created: [], replaced: [], problems: [] };
      await importSettings(data.data.settings, caller, save, moved);
      if (caller.ability.can(ACTIONS.manageRules)) {
        const of = await rules().importAll(caller, { data: data.data.rules, save });
        moved.created.push(...of.created);
        moved.replaced.push(...of.replaced);
        moved.problems.push(...of.problems);
      } else
        moved.problems.push(
          'The rules stay behind: taking them over takes the right to manage rules.',
        );
      await importTexts(data.data.savedTexts, caller, save, moved);
      return moved;
    },
  };
};
