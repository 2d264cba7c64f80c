// A Strapi of its own per database. Prints a JSON list of what it measured, in milliseconds.
// queue-site.ts DATABASE FEW MANY ROUNDS
import { ACTIONS } from '../../contracts/permissions';
import { type DatabaseKind } from '../support/app-env';
import { startTestStrapi, type TestStrapi } from '../support/strapi';
import { ACCOUNTS, accountRows, postRows } from './queue-rows';
import { median } from './section';

const PAGE = 25;
const WARM_UP = 3;
const BATCH = 250;
const READ = 'plugin::content-manager.explorer.read';
const [database = 'sqlite', few = '0', many = '0', rounds = '0'] = process.argv.slice(2);

const fill = async ({ strapi }: TestStrapi, from: number, to: number): Promise<void> => {
  const knex = strapi.db.connection;
  for (let at = from; at < to; at += 5_000) {
    await knex.batchInsert('tiktok_posts', postRows(at, Math.min(to, at + 5_000)), BATCH);
  }
  // What each database does by itself sooner or later: count the rows for its planner.
  if (database === 'postgres') await knex.raw('VACUUM ANALYZE tiktok_posts');
  if (database === 'mariadb') await knex.raw('ANALYZE TABLE tiktok_posts');
};

/** As the admin asks; the month begins a month ago. */
const callsOf = (rows: number): Record<string, string> => {
  const month = new URLSearchParams({
    from: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    to: new Date().toISOString(),
  }).toString();
  const list = (query: string): string => `/tiktok/posts?pageSize=${PAGE}&${query}`;
  return {
    'first page': list(''),
    'last page': list(`page=${rows / PAGE}`),
    'of a common state': list('state=published'),
    'of a rare state': list('state=failed'),
    'of an account': list('accountId=7'),
    'of an author': list('authorId=3'),
    'of a month': list(month),
    'of a kind': list('kind=photo'),
    'of an account and a state': list('accountId=7&state=published'),
    'with a word of 1 in 1,000': list('search=lighthouse'),
    'by time': list('sort=time'),
    'by state': list('sort=state'),
    'by account': list('sort=account'),
    'by time, of a common state': list('state=published&sort=time'),
    'calendar of a month': `/tiktok/calendar?${month}`,
    'what needs a hand, with its counts': '/tiktok/attention',
  };
};

const measure = async (site: TestStrapi, rows: number, editor: string) => {
  const token = await site.as('superAdmin');
  const time = async (address: string, who: string): Promise<number> => {
    const taken: number[] = [];
    for (let round = -WARM_UP; round < Number(rounds); round += 1) {
      const start = performance.now();
      const { status, text } = await site.request('GET', address, { token: who });
      if (status !== 200) throw new Error(`${address}: ${text}`);
      if (round >= 0) taken.push(performance.now() - start);
    }
    return median(taken);
  };
  const calls: { name: string; ms: number }[] = [];
  for (const [name, address] of Object.entries(callsOf(rows))) {
    calls.push({ name, ms: await time(address, token) });
  }
  const mine = `first page, of ${ACCOUNTS.open} of ${ACCOUNTS.all} accounts`;
  calls.push({ name: mine, ms: await time(`/tiktok/posts?pageSize=${PAGE}`, editor) });
  return { rows, calls };
};

const main = async (): Promise<void> => {
  const site = await startTestStrapi({ database: database as DatabaseKind });
  try {
    const { roleId } = await site.administrator('superAdmin');
    const accounts = accountRows(roleId);
    await site.strapi.db.connection.batchInsert('tiktok_accounts', accounts, BATCH);
    const { token } = await site.createAdmin({
      roleActions: [
        ACTIONS.viewPosts,
        { action: READ, subject: 'api::article.article', properties: { fields: ['title'] } },
      ],
    });
    await fill(site, 0, Number(few));
    const small = await measure(site, Number(few), token);
    await fill(site, Number(few), Number(many));
    console.log(JSON.stringify([small, await measure(site, Number(many), token)]));
  } finally {
    await site.stop();
  }
  process.exit(0);
};

void main();
