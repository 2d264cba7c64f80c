'use strict';

const path = require('node:path');

/** Strapi passes MySQL's connection on as an object, and adds to it. */
const mysqlConnection = (address) => {
  const { hostname, port, username, password, pathname } = new URL(address);
  return {
    host: hostname,
    port: Number(port || 3306),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: pathname.slice(1),
  };
};

/**
 * Whether SQLite waits for the disk at each write, as it does by itself. Tests do not: what a killed
 * process wrote is in the system's memory and is not lost with it, only with the machine.
 */
const sqlitePool = (env) => ({
  afterCreate(connection, done) {
    if (!env.bool('DATABASE_WAITS_FOR_DISK', true)) connection.pragma('synchronous = OFF');
    done(null, connection);
  },
});

/** SQLite for the demo; the tests also run this app on PostgreSQL and on MariaDB. */
module.exports = ({ env }) => {
  if (env('DATABASE_CLIENT', 'sqlite') === 'mysql') {
    return {
      connection: {
        client: 'mysql',
        connection: mysqlConnection(env('DATABASE_URL')),
        pool: { min: 0, max: env.int('DATABASE_POOL_MAX', 10) },
      },
    };
  }
  if (env('DATABASE_CLIENT', 'sqlite') === 'postgres') {
    return {
      connection: {
        client: 'postgres',
        connection: { connectionString: env('DATABASE_URL') },
        pool: { min: 0, max: env.int('DATABASE_POOL_MAX', 10) },
      },
    };
  }
  return {
    connection: {
      client: 'sqlite',
      connection: {
        filename: path.resolve(__dirname, '..', env('DATABASE_FILENAME', '.tmp/demo.sqlite')),
      },
      useNullAsDefault: true,
      pool: sqlitePool(env),
    },
  };
};
