import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { z } from 'zod';

import { CONSENT_VERSION } from '../../../contracts/consent';
import { importRules, listRules, rulesExport, ruleView } from '../../../contracts/rules';
import { type StartOptions } from '../../support/strapi';
import { ARTICLE, CLIP, commandOf, type RulesSite, startRules } from './support';

const listed = z.object({ rules: z.array(ruleView) });

const WORDS = { caption: '{{ title }} #harbour', title: '{{ title }}' };

/** What of the rules goes from one environment to another. */
export const testTransfer = (database: NonNullable<StartOptions['database']>): void => {
  let site: RulesSite;
  let account: { id: number; handle: string };
  let directory: string;

  const all = async () => (await site.stories.call('GET', '/tiktok/rules', listed)).rules;
  const words = async () =>
    (await site.stories.call('GET', '/tiktok/rules', listRules.response)).types.find(
      ({ uid }) => uid === ARTICLE,
    )?.words;
  const importing = (data: unknown, save = true) =>
    site.stories.call('POST', '/tiktok/rules/import', importRules.response, { data, save });

  beforeAll(async () => {
    directory = await mkdtemp(path.join(os.tmpdir(), 'rules-'));
    site = await startRules({ database });
    account = await site.newAccount();
    const rule = await site.rules.make(account.id, {
      shareType: 'direct_post',
      accountByLocale: { fr: account.id },
      time: { type: 'date_field', field: 'postAt', at: '18:30' },
      conditions: [{ field: 'title', test: 'contains', value: 'harbour' }],
    });
    await site.stories.call('PUT', `/tiktok/rules/types/${ARTICLE}/words`, z.unknown(), WORDS);
    await site.stories.call('POST', `/tiktok/rules/${rule.id}/waiver`, z.unknown(), {
      version: rule.version,
      options: { privacyLevel: 'SELF_ONLY' },
      consent: {
        text: "By posting, you agree to TikTok's Music Usage Confirmation",
        version: CONSENT_VERSION,
      },
      expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
      understood: true,
    });
    await site.stories.call('PUT', `/tiktok/rules/types/${CLIP}`, z.unknown(), { enabled: false });
    await site.stories.call('PUT', `/tiktok/accounts/${account.id}/posting-times`, z.unknown(), {
      times: [{ weekday: 1, time: '09:30' }],
    });
  });
  afterAll(async () => {
    await site?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  it('are exported by handle instead of ids, without waivers, and taken over by another site', async () => {
    const exported = await site.stories.call('GET', '/tiktok/rules/export', rulesExport);
    expect(exported).toMatchObject({
      rules: [
        {
          name: 'Every article',
          uid: ARTICLE,
          account: account.handle,
          time: { type: 'date_field', field: 'postAt', at: '18:30' },
          conditions: [{ field: 'title', test: 'contains', value: 'harbour' }],
        },
      ],
      words: [{ uid: ARTICLE, ...WORDS }],
      types: [{ uid: CLIP, enabled: false }],
      postingTimes: [{ account: account.handle, times: [{ weekday: 1, time: '09:30' }] }],
    });
    expect(JSON.stringify(exported)).not.toMatch(/waiver|accountId|owner|SELF_ONLY/);
    await site.rules.removeAll();
    const noWords = { caption: '', title: '' };
    await site.stories.call('PUT', `/tiktok/rules/types/${ARTICLE}/words`, z.unknown(), noWords);
    expect((await importing(exported, false)).created).toEqual(['Every article']);
    expect(await all()).toEqual([]);
    expect(await words()).toMatchObject(noWords);
    expect((await importing(exported)).problems).toEqual([]);
    expect(await all()).toMatchObject([
      {
        name: 'Every article',
        enabled: false,
        waiver: null,
        accountId: account.id,
        time: { at: '18:30' },
        conditions: [{ value: 'harbour' }],
      },
    ]);
    expect(await words()).toMatchObject(WORDS);
    expect((await importing(exported)).replaced).toEqual(['Every article']);
  });

  it('say what could not be taken over', async () => {
    const exported = await site.stories.call('GET', '/tiktok/rules/export', rulesExport);
    const { problems } = await importing({
      ...exported,
      rules: exported.rules.map((rule) => ({ ...rule, account: 'nobody_here' })),
      types: [{ uid: 'api::gone.gone', enabled: true }],
      words: [
        { uid: 'api::gone.gone', ...WORDS },
        { uid: ARTICLE, caption: '{{ title', title: '' },
      ],
    });
    expect(problems).toEqual([
      'Every article: there is no account "nobody_here" here.',
      'There is no content type api::gone.gone with media here.',
      'There is no content type api::gone.gone with media here for its words.',
      expect.stringMatching(new RegExp(`^The words of ${ARTICLE}: `)),
    ]);
    expect(await words()).toMatchObject(WORDS);
  });

  it('are taken over from an export that has no words yet, which stay as they are here', async () => {
    const before: Record<string, unknown> = {
      ...(await site.stories.call('GET', '/tiktok/rules/export', rulesExport)),
    };
    delete before['words'];
    expect((await importing(before)).problems).toEqual([]);
    expect(await words()).toMatchObject(WORDS);
  });

  it('are exported and imported by a command', async () => {
    const command = commandOf(site);
    const file = path.join(directory, 'rules.json');
    expect(await command('export-rules', file)).toMatchObject({ code: 0 });
    const exported = rulesExport.parse(JSON.parse(await readFile(file, 'utf8')));
    expect(exported.rules).toHaveLength(1);
    await site.rules.removeAll();
    const { email } = await site.site.administrator('superAdmin');
    expect((await command('import-rules', file, '--as', email)).code).toBe(0);
    expect(await all()).toMatchObject([{ name: 'Every article', ownerName: 'Test Root' }]);
  });
};
