import { z } from 'zod';

import { accountView } from '../../../contracts/accounts';
import { type Call } from '../../../emulator';
import { type Answer, type TestStrapi } from '../../support';

/** What a test of sign-ins needs of a site: each step of one alone, as the browser takes them. */
export const signInsOf = (site: TestStrapi) => {
  const post = async (path: string, body: object): Promise<Answer> =>
    site.request('POST', `/tiktok/accounts${path}`, { token: await site.as('superAdmin'), body });

  return {
    /** Begun here and agreed to on TikTok's page. @returns what the admin page brings back */
    async begin(handle: string, accountId?: number): Promise<Record<string, string>> {
      const origin = new URL(site.url).origin;
      const begun = await post('/connect', { origin, ...(accountId ? { accountId } : {}) });
      const { authorizeUrl } = z.object({ authorizeUrl: z.string() }).parse(begun.body);
      const redirect = new URL(site.emulator().approve(authorizeUrl, handle));
      const callback = await site.request('GET', `${redirect.pathname}${redirect.search}`);
      const { hash } = new URL(callback.headers.get('location') ?? '');
      return Object.fromEntries(new URLSearchParams(hash.slice(1)));
    },
    finish: (carried: object): Promise<Answer> => post('/connect/complete', carried),
  };
};

export const accountIn = (answer: Answer) => {
  const parsed = z.object({ account: accountView }).safeParse(answer.body);
  if (!parsed.success) throw new Error(`HTTP ${answer.status}: ${answer.text}`);
  return parsed.data.account;
};

/** Keeps the next call of an endpoint waiting at TikTok, before or after its effect. @returns when it is there */
export const holdNext = (
  site: TestStrapi,
  endpoint: Parameters<ReturnType<TestStrapi['emulator']>['faults']['add']>[0]['endpoint'],
  { after = true }: { after?: boolean } = {},
): Promise<void> => {
  const tiktok = site.emulator();
  tiktok.faults.add({ endpoint, kind: 'hold', after } as Parameters<typeof tiktok.faults.add>[0]);
  const [name] = endpoint.split(':');
  return new Promise((resolve) => {
    const stop = tiktok.onCall((phase: string, call: Call) => {
      if (phase !== (after ? 'effect' : 'received') || call.endpoint !== name) return;
      stop();
      resolve();
    });
  });
};

/** Every row of every table of the plugin, as text: what is nowhere in it is not stored. */
export const everythingStored = async ({ strapi }: TestStrapi): Promise<Map<string, string>> => {
  const names: { name: string }[] = await strapi.db
    .connection('sqlite_master')
    .where({ type: 'table' })
    .where('name', 'like', 'tiktok_%')
    .select('name');
  const stored = new Map<string, string>();
  for (const { name } of names) {
    stored.set(name, JSON.stringify(await strapi.db.connection(name).select()));
  }
  return stored;
};

/** The tables in which any of these words stands. */
export const whereStored = async (site: TestStrapi, words: readonly string[]): Promise<string[]> =>
  [...(await everythingStored(site))].flatMap(([table, text]) =>
    words.filter((word) => text.includes(word)).map((word) => `${table}: ${word}`),
  );
