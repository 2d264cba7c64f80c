import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { rulesExport, ruleView } from '../../../contracts/rules';
import { commandOf, type RulesSite, startRules } from './support';

const listed = z.object({ rules: z.array(ruleView) });

/** What the command says before it takes anything over: the same on every database. */
describe('the command that imports rules', () => {
  let site: RulesSite;
  let directory: string;
  let file: string;
  let email: string;

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'rules-'));
    file = path.join(directory, 'rules.json');
    site = await startRules();
    ({ email } = await site.site.administrator('superAdmin'));
    await site.rules.make((await site.newAccount()).id);
    const exported = await site.stories.call('GET', '/tiktok/rules/export', rulesExport);
    await writeFile(file, JSON.stringify(exported));
    await site.rules.removeAll();
  });
  afterAll(async () => {
    await site?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('says in a dry run what would be new, and saves nothing', async () => {
    const dry = await commandOf(site)('import-rules', file, '--as', email, '--dry-run');
    expect([dry.code, dry.output]).toEqual([0, expect.stringContaining('new: Every article')]);
    expect((await site.stories.call('GET', '/tiktok/rules', listed)).rules).toEqual([]);
  });

  it('refuses a person it does not know, a file that is something else, and nobody', async () => {
    const command = commandOf(site);
    const stranger = await command('import-rules', file, '--as', 'nobody@example.com');
    expect([stranger.code, stranger.output]).toEqual([1, expect.stringContaining('nobody@')]);
    const other = path.join(directory, 'other.json');
    await writeFile(other, '{}');
    const broken = await command('import-rules', other, '--as', email);
    expect([broken.code, broken.output]).toEqual([
      1,
      expect.stringContaining('no export of rules'),
    ]);
    expect((await command('import-rules', file)).code).toBe(2);
  });
});
