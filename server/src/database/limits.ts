import { setTimeout } from 'node:timers/promises';

import { z } from 'zod';

import { type Transaction } from './tables';

/**
 * A process that is frozen in the middle of a write must not keep its rows locked for the others:
 * the server ends such a transaction after 10 s, and nobody waits for one longer than 5 s.
 */
const POSTGRES = `SET LOCAL lock_timeout = '5s'; SET LOCAL idle_in_transaction_session_timeout = '10s'`;

/**
 * MySQL and MariaDB know no setting for one transaction only. The connection goes back to the site's
 * pool, so what it had before is put back. MySQL cannot end an idle transaction; MariaDB can.
 */
const MYSQL = {
  set: 'SET @tiktok_lock_wait = @@SESSION.innodb_lock_wait_timeout, SESSION innodb_lock_wait_timeout = 5',
  restore: 'SET SESSION innodb_lock_wait_timeout = @tiktok_lock_wait',
};
const MARIADB = {
  set: `${MYSQL.set}, @tiktok_idle = @@SESSION.idle_transaction_timeout, SESSION idle_transaction_timeout = 10`,
  restore: `${MYSQL.restore}, SESSION idle_transaction_timeout = @tiktok_idle`,
};

const versionAnswer = z.tuple([z.tuple([z.object({ version: z.string() })])]).rest(z.unknown());

/** By the Knex client, so that the version is asked once in the life of a Strapi. */
const mysqlLimits = new WeakMap<object, typeof MYSQL>();

const limitsOfMysql = async (trx: Transaction): Promise<typeof MYSQL> => {
  const known = mysqlLimits.get(trx.client.config);
  if (known) return known;
  const answer: unknown = await trx.raw('SELECT VERSION() AS version');
  const [[{ version }]] = versionAnswer.parse(answer);
  const limits = /mariadb/i.test(version) ? MARIADB : MYSQL;
  mysqlLimits.set(trx.client.config, limits);
  return limits;
};

/** Runs `work` with limits on how long its transaction may wait for others and keep others waiting. */
export const withLimits = async <T>(trx: Transaction, work: () => Promise<T>): Promise<T> => {
  if (trx.client.dialect === 'postgresql') {
    await trx.raw(POSTGRES);
    return work();
  }
  if (trx.client.dialect !== 'mysql') return work();
  const { set, restore } = await limitsOfMysql(trx);
  await trx.raw(set);
  try {
    return await work();
  } finally {
    // On a connection that was lost meanwhile there is nothing to put back.
    await trx.raw(restore).catch(() => undefined);
  }
};

const TRIES = 12;
/** Each further try may wait up to so much longer, by chance, so that the same two do not meet again. */
const APART_MS = 15;

/** Whether somebody kept a row locked for longer than anybody waits (MySQL and MariaDB). */
export const isLocked = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, 'code') === 'ER_LOCK_WAIT_TIMEOUT';

const isDeadlock = (error: unknown): boolean =>
  error instanceof Error &&
  ['ER_LOCK_DEADLOCK', '40P01'].includes(String(Reflect.get(error, 'code')));

/**
 * Runs a whole transaction again that the database chose to end because two waited for each other
 * (InnoDB locks the gaps between rows too, so it happens between writes that have no row in common).
 */
export const againAfterDeadlock = async <T>(transaction: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (tries === TRIES || !isDeadlock(error)) throw error;
      await setTimeout(Math.random() * tries * APART_MS);
    }
  }
};
