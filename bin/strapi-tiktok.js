#!/usr/bin/env node
'use strict';

// Rules, type switches and posting times between environments, run in a Strapi project's folder:
//   npx strapi-tiktok export-rules rules.json
//   npx strapi-tiktok import-rules rules.json --as editor@example.com [--dry-run]
const { readFile, writeFile } = require('node:fs/promises');
const { createRequire } = require('node:module');
const path = require('node:path');
const { parseArgs } = require('node:util');

const USAGE = `Usage, in the folder of a Strapi project:
  npx strapi-tiktok export-rules <file>
  npx strapi-tiktok import-rules <file> --as <e-mail of an administrator> [--dry-run]`;

/** The project's own Strapi, loaded but not listening: it publishes nothing. */
const load = async () => {
  const ofProject = createRequire(path.join(process.cwd(), 'package.json'));
  const { compileStrapi, createStrapi } = ofProject('@strapi/strapi');
  const strapi = createStrapi(await compileStrapi());
  strapi.log.level = 'error';
  return strapi.load();
};

const print = ({ created, replaced, problems }) => {
  for (const name of created) console.log(`new: ${name}`);
  for (const name of replaced) console.log(`replaced: ${name}`);
  for (const problem of problems) console.error(`not taken over: ${problem}`);
  return problems.length === 0 ? 0 : 1;
};

const COMMANDS = {
  'export-rules': async (rules, file) => {
    await writeFile(file, `${JSON.stringify(await rules.exportAll(), null, 2)}\n`);
    return 0;
  },
  'import-rules': async (rules, file, { as, 'dry-run': dryRun }) =>
    print(await rules.importAs(as, JSON.parse(await readFile(file, 'utf8')), !dryRun)),
};

const main = async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { as: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  });
  const [name, file] = positionals;
  const command = COMMANDS[name];
  if (!command || !file || (name === 'import-rules' && !values.as)) {
    console.error(USAGE);
    return 2;
  }
  const strapi = await load();
  try {
    return await command(strapi.plugin('tiktok').service('rules'), path.resolve(file), values);
  } finally {
    await strapi.destroy();
  }
};

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
