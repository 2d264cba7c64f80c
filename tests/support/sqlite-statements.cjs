'use strict';
// Loaded into a process under test by NODE_OPTIONS=--require: stands between it and SQLite, notes
// every write, and stands still at the one the parent names. See sqlite-tap.ts.
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const path = require('node:path');

const Database = require('better-sqlite3');

const directory = process.env.STATEMENT_TAP_DIRECTORY;
const log = path.join(directory, 'seen.log');
const WRITE = /^\s*(insert|update|delete)\b/i;
const nap = new Int32Array(new SharedArrayBuffer(4));

let stop = null;
let transaction = null;

const tell = (line) => appendFileSync(log, `${JSON.stringify(line)}\n`);

/** What the parent asks for at present. */
const readStop = () => {
  try {
    const asked = JSON.parse(readFileSync(path.join(directory, 'stop.json'), 'utf8'));
    if (asked.id !== stop?.id) stop = { ...asked, left: asked.nth };
  } catch {
    stop = null;
  }
};

/** Blocks the whole process, as a signal would. */
const standStill = ({ id }) => {
  tell({ held: id });
  while (!existsSync(path.join(directory, `go-${id}`))) Atomics.wait(nap, 0, 0, 10);
};

const count = (name, open) => {
  tell({ name, at: Date.now(), open });
  readStop();
  if (stop?.name !== name) return null;
  stop.left -= 1;
  return stop.left === 0 ? stop : null;
};

/** The stop that a statement hits, if any. */
const stopOf = (sql) => {
  if (/^\s*begin/i.test(sql)) transaction = { first: null };
  if (/^\s*(commit|rollback)/i.test(sql)) {
    const ended = transaction;
    transaction = null;
    return ended?.first && /^\s*commit/i.test(sql) ? count(`COMMIT of ${ended.first}`, true) : null;
  }
  if (!WRITE.test(sql) || !sql.includes('tiktok_')) return null;
  if (transaction) transaction.first ??= sql;
  return count(sql, transaction !== null);
};

const { prepare } = Database.prototype;
Database.prototype.prepare = function (sql) {
  const statement = prepare.call(this, sql);
  for (const method of ['run', 'all', 'get']) {
    const original = statement[method];
    statement[method] = (...args) => {
      const hit = stopOf(sql);
      if (hit?.phase === 'before') standStill(hit);
      try {
        return original.apply(statement, args);
      } finally {
        if (hit?.phase === 'after') standStill(hit);
      }
    };
  }
  return statement;
};
