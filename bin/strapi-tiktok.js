#!/usr/bin/env node
'use strict';

// What a site's people do from a shell, in the folder of their Strapi project; see HELP.
const { readFile, writeFile } = require('node:fs/promises');
const { createRequire } = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');

const HELP = `The TikTok plugin from the command line, in the folder of a Strapi project:

  npx strapi-tiktok export <file>
      Writes what travels to another site: settings without secrets, rules, switches of content
      types, posting times and shared texts. Accounts, tokens and posts never travel.

  npx strapi-tiktok import <file> --as <e-mail of an administrator> [--dry-run]
      Takes over such a file, each part by the rights of that person. --dry-run only says what
      would happen.

  npx strapi-tiktok export-rules <file>
  npx strapi-tiktok import-rules <file> --as <e-mail of an administrator> [--dry-run]
      The same for rules, switches and posting times alone.

  npx strapi-tiktok worker [--port <number>] [--host <address>]
      Publishes what is due, and serves no site: run as many as you like, on any machine that reaches
      the database and the media. GET /health answers at that port (1380) and address (127.0.0.1).
      SIGTERM ends it, after what must not be cut. docs/operations.md tells more.

  npx strapi-tiktok emulator [--port <number>] [--host <address>]
      A TikTok on your own machine to try things against, at http://localhost:4010. It needs no
      Strapi. emulator/README.md in the plugin's repository tells what it is strict about, and how
      to make it fail.

  npx strapi-tiktok uninstall --yes
      Ends every account's access at TikTok, takes the plugin's rights from roles and tokens, and
      drops its tables. Stop the site and make a backup first: there is no other way back. What is
      on TikTok stays there.

  npx strapi-tiktok --help

All but the emulator read the project's own configuration and database, and only a worker publishes
anything.`;

/** The project's own Strapi, loaded but not listening: it publishes nothing by itself. */
const load = async (prepare) => {
  const ofProject = createRequire(path.join(process.cwd(), 'package.json'));
  const { compileStrapi, createStrapi } = ofProject('@strapi/strapi');
  const strapi = createStrapi(await compileStrapi());
  prepare(strapi);
  await strapi.load();
  if (strapi.plugin('tiktok')) return strapi;
  await strapi.destroy();
  throw new Error('The TikTok plugin is not enabled in this project.');
};

const printMoved = ({ created, replaced, problems }) => {
  for (const name of created) console.log(`new: ${name}`);
  for (const name of replaced) console.log(`replaced: ${name}`);
  for (const problem of problems) console.error(`not taken over: ${problem}`);
  return problems.length === 0 ? 0 : 1;
};

const printUninstalled = ({ revoked, unreachable, rights, tables }) => {
  for (const name of revoked) console.log(`access ended at TikTok: ${name}`);
  for (const name of unreachable) {
    console.error(
      `TikTok could not be asked to end the access of ${name}: its user removes the app in TikTok, under Settings and privacy > Security > Manage app permissions.`,
    );
  }
  console.log(`rights taken from roles and tokens: ${rights}`);
  console.log(`tables dropped: ${tables}`);
  console.log(`
What is left to you: take the block "tiktok" out of config/plugins, then
  npm uninstall strapi-plugin-tiktok && npm run build
A role "TikTok reviewer" and files in the Media Library are yours and stay.`);
  return 0;
};

/** Seconds after which whatever still hangs is cut: more than the publisher gives what it ends. */
const LAST_SECONDS = 20;

/** Resolves with the exit code when a signal has ended it and what was in hand is done. */
const untilStopped = (strapi, worker) =>
  new Promise((resolve) => {
    const stop = (signal) => {
      strapi.log.info(`TikTok: ${signal}: this worker takes no more posts and ends what it has.`);
      worker.stopping();
      setTimeout(() => process.exit(1), LAST_SECONDS * 1000).unref();
      resolve(0);
    };
    for (const signal of ['SIGTERM', 'SIGINT']) {
      // Strapi's own would end it beside this one.
      process.removeAllListeners(signal);
      process.once(signal, stop);
    }
  });

/** What the publisher reads in server/src/on-duty.ts. */
const asWorker = (strapi) => strapi.add('tiktok.worker', { onDuty: false });
const quietly = (strapi) => {
  strapi.log.level = 'error';
};

const json = async (file) => JSON.parse(await readFile(file, 'utf8'));
const save = async (file, data) => {
  await writeFile(file, `${JSON.stringify(data, null, 2)}\n`);
  return 0;
};

/** Of each command: which words it needs, how Strapi is loaded for it, and what it does with it. */
const COMMANDS = {
  export: {
    needs: ['file'],
    run: async (service, { file }) => save(file, await service('moving').exportAll()),
  },
  import: {
    needs: ['file', 'as'],
    run: async (service, { file, as, dryRun }) =>
      printMoved(await service('moving').importAs(as, await json(file), !dryRun)),
  },
  'export-rules': {
    needs: ['file'],
    run: async (service, { file }) => save(file, await service('rules').exportAll()),
  },
  'import-rules': {
    needs: ['file', 'as'],
    run: async (service, { file, as, dryRun }) =>
      printMoved(await service('rules').importAs(as, await json(file), !dryRun)),
  },
  worker: {
    prepare: asWorker,
    needs: [],
    run: async (service, { host, port, strapi }) => {
      await service('worker').start({ host: host ?? '127.0.0.1', port: Number(port ?? 1380) });
      return untilStopped(strapi, service('worker'));
    },
  },
  uninstall: {
    needs: ['yes'],
    run: async (service) => printUninstalled(await service('uninstall').run()),
  },
};

/** Needs no project: it runs until a signal ends it. */
const runEmulator = ({ port, host }) => {
  if (port) process.env.EMULATOR_PORT = port;
  if (host) process.env.EMULATOR_HOST = host;
  require('../dist/emulator/cli.js');
  return new Promise(() => undefined);
};

const wordsOf = (error) => {
  const remedy = error?.details?.remedy;
  const message = error instanceof Error ? error.message : String(error);
  return remedy ? `${message} ${remedy}` : message;
};

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      port: { type: 'string' },
      host: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [name, file] = positionals;
  if (values.help || name === 'help') {
    console.log(HELP);
    return 0;
  }
  if (!/^\d{1,5}$/.test(values.port ?? '0')) {
    console.error(HELP);
    return 2;
  }
  if (name === 'emulator') return runEmulator(values);
  const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined;
  const words = { ...values, dryRun: values['dry-run'], file: file && path.resolve(file) };
  if (!command || command.needs.some((word) => !words[word])) {
    console.error(HELP);
    return 2;
  }
  const strapi = await load(command.prepare ?? quietly);
  try {
    const service = (wanted) => strapi.plugin('tiktok').service(wanted);
    return await command.run(service, { ...words, strapi });
  } finally {
    await strapi.destroy();
  }
};

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(wordsOf(error));
    process.exit(1);
  },
);
