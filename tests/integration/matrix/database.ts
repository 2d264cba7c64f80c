import path from 'node:path';

import Database from 'better-sqlite3';
import { Client } from 'pg';
import { z } from 'zod';

import { type AppHome } from '../../support/app-env';

const HOUR = 3_600_000;

/**
 * Lets time pass, or stand still, in the database, as it would by waiting: when a lease ends, when a
 * post is looked at next, when TikTok's caps are open again. Nothing else is ever changed here.
 */
export const createTimeMachine = async (home: AppHome) => {
  const client = home.databaseUrl ? new Client({ connectionString: home.databaseUrl }) : null;
  await client?.connect();
  // A row that a process under test has locked stays as it is.
  await client?.query(`SET lock_timeout = '50ms'`);

  const run = async (...statements: string[]): Promise<void> => {
    if (client) {
      for (const statement of statements) {
        await client.query(statement).catch((error: unknown) => {
          if (!/lock timeout/.test(String(error))) throw error;
        });
      }
      return;
    }
    const database = new Database(path.join(home.directory, 'site.sqlite'));
    try {
      for (const statement of statements) database.prepare(statement).run();
    } finally {
      database.close();
    }
  };

  const read = async (statement: string): Promise<unknown> => {
    if (client) return (await client.query(statement)).rows;
    const file = path.join(home.directory, 'site.sqlite');
    const database = new Database(file, { readonly: true, timeout: 0 });
    try {
      return database.prepare(statement).all();
    } finally {
      database.close();
    }
  };

  return {
    /** Only while every process that could hold a lease is dead. */
    letLeasesRunOut: () =>
      run(
        'UPDATE tiktok_posts SET lease_until = 1 WHERE lease_until IS NOT NULL',
        'UPDATE tiktok_accounts SET refresh_lease_until = 1 WHERE refresh_lease_until IS NOT NULL',
      ),
    /** What nobody works on and is put off to later comes round now. */
    letWaitsPass: () =>
      run(
        `UPDATE tiktok_posts SET next_step_at = ${Date.now() - 1_000}
         WHERE next_step_at > ${Date.now()} AND lease_until IS NULL`,
      ),
    /** How long a refresh whose process died may still be answered is over. */
    letOrphansPass: () =>
      run(
        'UPDATE tiktok_accounts SET refresh_orphaned_at = 1 WHERE refresh_orphaned_at IS NOT NULL',
      ),
    /** TikTok is not thought to fail for everybody. */
    letOutagesPass: () =>
      run('DELETE FROM tiktok_outages', 'DELETE FROM tiktok_gates WHERE client_key IS NOT NULL'),
    /** TikTok is asked at once how far this post is. */
    pollNow: (postId: number) =>
      run(
        `UPDATE tiktok_posts SET next_step_at = ${Date.now() - 1_000}
         WHERE id = ${postId} AND state = 'processing' AND lease_until IS NULL`,
      ),
    /** The account's windows of calls are all open. */
    forgetCalls: (accountId: number) =>
      run(
        `DELETE FROM tiktok_slots WHERE account_id = ${accountId}`,
        `DELETE FROM tiktok_gates WHERE account_id = ${accountId}`,
      ),
    /** What TikTok's webhooks will settle is not polled meanwhile, until `goOn`. */
    leaveToWebhooks: (postId: number) =>
      run(
        `UPDATE tiktok_posts SET next_step_at = next_step_at + ${HOUR}
         WHERE id = ${postId} AND state IN ('processing', 'published') AND lease_until IS NULL
         AND next_step_at < ${Date.now() + HOUR / 2}`,
      ),
    /** This post is not taken up again until `goOn`. */
    standStill: (key: string) =>
      run(
        `UPDATE tiktok_posts SET next_step_at = next_step_at + ${HOUR}
         WHERE idempotency_key = '${key}' AND next_step_at < ${Date.now() + HOUR / 2}`,
      ),
    goOn: () =>
      run(
        `UPDATE tiktok_posts SET next_step_at = next_step_at - ${HOUR}
         WHERE next_step_at > ${Date.now() + HOUR - 600_000}
         AND next_step_at < ${Date.now() + HOUR + 60_000} AND state <> 'in_inbox'`,
      ),
    /** The post's id, if the database has it. */
    async idOf(key: string): Promise<number | null> {
      if (!client) return null;
      const { rows } = await client.query<{ id: number }>(
        'SELECT id FROM tiktok_posts WHERE idempotency_key = $1',
        [key],
      );
      return rows[0] ? Number(rows[0].id) : null;
    },
    /** Whether nothing more is to happen to this post: it is at its end, and nobody has it. */
    async isOver(key: string): Promise<boolean> {
      const count = `SELECT COUNT(*) AS over FROM tiktok_posts WHERE idempotency_key = '${key}'
        AND state IN ('published', 'failed', 'cancelled') AND next_step_at IS NULL
        AND lease_until IS NULL`;
      // Whoever stands still may keep it locked.
      const rows = await read(count).catch(() => []);
      return z.array(z.object({ over: z.coerce.number() })).parse(rows)[0]?.over === 1;
    },
    close: async (): Promise<void> => client?.end(),
  };
};
