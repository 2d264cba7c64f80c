import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type RequestOf, type ResponseOf } from '../../../contracts/endpoint';
import {
  type importRules,
  type RuleInput,
  rulesExport,
  type RulesExport,
} from '../../../contracts/rules';
import { ACTIONS } from '../../../contracts/permissions';
import { type Account, accountsOf } from '../accounts';
import { type Caller } from '../http/handle';
import { notFound, Problem } from '../http/problem';
import { callerById } from '../http/caller-by-id';
import { postingTimesOf } from '../posts/people/posting-times';
import { createTypeSwitches } from '../content/type-switches';
import { type RuleStore } from './store';
import { type Rules } from './rules-service';
import { checkWords, createTypeWords } from './type-words';

const person = z.object({ id: z.number() });

const nameOf = ({ handle, nickname }: Account): string => handle ?? nickname;

/** Rules, switches and words of types, and posting times between environments; ids and waivers stay behind. */
export const createTransfer = ({
  strapi,
  rules,
}: {
  strapi: Core.Strapi;
  rules: { store: RuleStore } & Pick<Rules, 'create' | 'update' | 'types'>;
}) => {
  const transfer = {
    async exportAll(): Promise<RulesExport> {
      const accounts = new Map(
        (await accountsOf(strapi).all()).map((one) => [one.id, nameOf(one)]),
      );
      const times = await Promise.all(
        [...accounts].map(async ([id, account]) => ({
          account,
          times: (await postingTimesOf(strapi).view(id)).times,
        })),
      );
      return {
        format: 'strapi-plugin-tiktok/rules@1',
        rules: (await rules.store.all()).map(({ data }) => {
          const { accountId, accountByLocale, ...same } = data;
          return {
            ...same,
            account: accounts.get(accountId) ?? '',
            accountsByLocale: Object.fromEntries(
              Object.entries(accountByLocale).map(([locale, id]) => [
                locale,
                accounts.get(id) ?? '',
              ]),
            ),
          };
        }),
        types: [...(await createTypeSwitches({ strapi }).all())].map(([uid, enabled]) => ({
          uid,
          enabled,
        })),
        words: await createTypeWords({ strapi }).exportAll(),
        postingTimes: times.filter((one) => one.times.length > 0),
      };
    },

    /** With `save` false it only says what would happen. */
    async importAll(
      caller: Caller,
      { data, save }: RequestOf<typeof importRules>['body'],
    ): Promise<ResponseOf<typeof importRules>> {
      const accounts = await accountsOf(strapi).all();
      const idOf = (name: string): number | null =>
        accounts.find((one) => nameOf(one).toLowerCase() === name.toLowerCase())?.id ?? null;
      const present = await rules.store.all();
      const result: ResponseOf<typeof importRules> = { created: [], replaced: [], problems: [] };

      for (const { account, accountsByLocale, ...same } of data.rules) {
        const accountId = idOf(account);
        if (accountId === null) {
          result.problems.push(`${same.name}: there is no account "${account}" here.`);
          continue;
        }
        const byLocale = Object.entries(accountsByLocale).map(
          ([locale, name]) => [locale, idOf(name)] as const,
        );
        const unknown = byLocale.find(([, id]) => id === null);
        if (unknown) {
          result.problems.push(
            `${same.name}: there is no account for the locale ${unknown[0]} here.`,
          );
          continue;
        }
        const before = present.find((rule) => rule.data.name === same.name);
        const rule: RuleInput = {
          ...same,
          accountId,
          accountByLocale: Object.fromEntries(byLocale.map(([locale, id]) => [locale, id ?? 0])),
          // What is new here begins only when somebody here wants it.
          enabled: before ? before.data.enabled : false,
        };
        try {
          if (save && before) await rules.update(caller, before.id, before.version, rule);
          if (save && !before) await rules.create(caller, rule);
          (before ? result.replaced : result.created).push(same.name);
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          result.problems.push(`${same.name}: ${error.details.message}`);
        }
      }
      const known = new Set((await rules.types()).map(({ uid }) => uid));
      for (const { uid, enabled } of data.types) {
        if (!known.has(uid))
          result.problems.push(`There is no content type ${uid} with media here.`);
        else if (save)
          await createTypeSwitches({ strapi }).set(uid, enabled, caller.name, 'latest');
      }
      for (const { uid, ...words } of data.words) {
        if (!known.has(uid)) {
          result.problems.push(`There is no content type ${uid} with media here for its words.`);
          continue;
        }
        try {
          checkWords(words);
          if (save) {
            await createTypeWords({ strapi }).set(
              uid,
              { ...words, version: 'latest' },
              caller.name,
            );
          }
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          result.problems.push(`The words of ${uid}: ${error.details.message}`);
        }
      }
      for (const { account, times } of data.postingTimes) {
        const id = idOf(account);
        if (id === null)
          result.problems.push(`There is no account "${account}" for posting times here.`);
        else if (!caller.ability.can(ACTIONS.connectAccounts)) {
          result.problems.push(
            `The posting times of "${account}" stay as they are: setting them takes the right to connect accounts.`,
          );
        } else if (save) await postingTimesOf(strapi).replace(id, times, caller.name, 'latest');
      }
      return result;
    },

    /** The same for scripts, which name the person by e-mail and read the export from a file. */
    async importAs(
      email: string,
      file: unknown,
      save: boolean,
    ): Promise<ResponseOf<typeof importRules>> {
      const found = person.safeParse(
        await strapi.db.query('admin::user').findOne({ where: { email: email.toLowerCase() } }),
      );
      const caller = found.success ? await callerById(strapi, found.data.id) : null;
      if (!caller) throw notFound(`The administrator ${email}`);
      const data = rulesExport.safeParse(file);
      if (data.success) return transfer.importAll(caller, { data: data.data, save });
      throw new Problem({
        status: 400,
        code: 'invalid_request',
        message: `This is no export of rules: ${z.prettifyError(data.error)}`,
      });
    },
  };
  return transfer;
};
