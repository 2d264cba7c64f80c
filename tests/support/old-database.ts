import { copyFile, readFile, utimes } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

import Database from 'better-sqlite3';
import mysql from 'mysql2/promise';
import { Client } from 'pg';

import { type AppHome, createHome, type DatabaseKind } from './app-env';
import { VIDEO } from './media';

const DUMPS = path.resolve(__dirname, '../integration/database');

const load = async (kind: DatabaseKind, home: AppHome, sql: string): Promise<void> => {
  if (kind === 'sqlite') {
    const database = new Database(path.join(home.directory, 'site.sqlite'));
    database.exec(sql);
    database.close();
  } else if (kind === 'postgres') {
    const client = new Client({ connectionString: home.databaseUrl ?? '' });
    await client.connect();
    await client.query(sql);
    await client.end();
  } else {
    const connection = await mysql.createConnection({
      uri: home.databaseUrl ?? '',
      multipleStatements: true,
    });
    await connection.query(`SET foreign_key_checks = 0; ${sql}`);
    await connection.end();
  }
};

/** The one file that the posts of 0.1.0 send: the demo's video, as it was named and dated then. */
const ASSET = /(harbour_at_dusk_[0-9a-f]+)\\?",\\?"bytes\\?":\d+.*?\\?"etag\\?":\\?"\d+-(\d+)/;

/** A site's home as an earlier version of the plugin left it (tests/integration/database/<version>). */
export const createOldHome = async (kind: DatabaseKind, version = '0.1.0'): Promise<AppHome> => {
  const dump = await readFile(path.join(DUMPS, version, `${kind}.sql.gz`));
  const sql = (await promisify(gunzip)(dump)).toString();
  const [, name, changedAt] = ASSET.exec(sql) ?? [];
  if (!name) throw new Error(`No post in the ${kind} database of ${version} sends a file.`);
  const home = await createHome(kind);
  await load(kind, home, sql);
  const asset = path.join(home.directory, 'public/uploads', `${name}.mp4`);
  await copyFile(VIDEO, asset);
  // A post is held when its file changed since a person agreed to it; its time counts in whole
  // milliseconds, and a fraction in seconds may end just below one.
  await utimes(asset, new Date(), (Number(changedAt) + 0.5) / 1000);
  return home;
};
