import { createHash } from 'node:crypto';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import sharp from 'sharp';
import { z } from 'zod';

import { openComposerMedia } from '../../../contracts/composer';
import { apiError } from '../../../contracts/errors';
import { ACTIONS } from '../../../contracts/permissions';
import { troubleshooting } from '../../../contracts/review-view';
import { type Review } from '../../../server/src/review';
import {
  CLIENT_SECRET,
  createStories,
  lookAgain,
  makePicture,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';
import { checkIn, createReviewCalls, unzip } from './support';

let site: TestStrapi;
let stories: Stories;
const calls = createReviewCalls(() => site);
const { ask, view, run, facts, properties } = calls;
const problemOf = (body: unknown) => apiError.parse(body).error;
const service = (): Review => site.strapi.plugin('tiktok').service('review');

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));
});
afterAll(() => site?.stop());

describe('the page', () => {
  it('has the ten steps in order, for both modes, each with a place in the portal and checks', async () => {
    const { steps } = await view();
    for (const mode of ['sandbox', 'live'] as const) {
      expect(steps[mode].map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      for (const { checks, where, wants, why } of steps[mode]) {
        expect(checks.length).toBeGreaterThan(0);
        expect([where.label, wants, why]).not.toContain('');
      }
    }
  });

  it('computes the addresses to paste', async () => {
    const { steps } = await view();
    const value = steps.live[4]?.values.find(({ id }) => id === 'redirect-uri');
    expect(value?.value).toBe(`${site.url}/api/tiktok/oauth/callback`);
  });

  it('holds no secret', async () => {
    const answer = await ask('GET', '');
    expect(answer.text).not.toContain(CLIENT_SECRET);
    expect(answer.text).not.toContain(CLIENT_SECRET.slice(-8));
  });

  it('leads from each check to its entry of a page that anyone with a right may open', async () => {
    const { steps, troubleshootingUrl } = await view();
    expect(troubleshootingUrl).toBe(`${site.url}/admin/plugins/tiktok/troubleshooting`);
    const { token } = await site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
    const answer = await site.request('GET', '/tiktok/troubleshooting', { token });
    expect(answer.status).toBe(200);
    const known = troubleshooting.parse(answer.body).checks.map(({ id }) => id);
    for (const { id, docsUrl } of [...steps.live, ...steps.sandbox].flatMap(
      ({ checks }) => checks,
    )) {
      expect(docsUrl).toBe(`${troubleshootingUrl}?entry=${id}`);
      expect(known).toContain(id);
    }
  });

  it('is for who has the right only', async () => {
    const editor = await site.as('editor');
    expect((await site.request('GET', '/tiktok/review', { token: editor })).status).toBe(403);
  });
});

describe('the facts', () => {
  it('are kept, and a change on an older version is refused', async () => {
    const before = await view();
    const after = await facts({ appName: 'Brightside', owner: 'organization' });
    expect(after.facts).toMatchObject({ appName: 'Brightside', owner: 'organization' });
    const late = await ask('PUT', '/facts', {
      version: before.factsVersion,
      facts: { appName: 'Other' },
    });
    expect([late.status, problemOf(late.body).details.code]).toEqual([409, 'version_conflict']);
    expect((await view()).facts.appName).toBe('Brightside');
  });

  it.each([
    ['an unknown key', { nonsense: 1 }],
    ['no web address', { websiteUrl: 'javascript:alert(1)' }],
    ['no colour', { colours: { background: 'url(x)', text: '#ffffff' } }],
    ['no host', { mediaHosts: ['https://a/b'] }],
  ])('are parsed strictly: %s', async (_, wrong) => {
    const { factsVersion } = await view();
    expect((await ask('PUT', '/facts', { version: factsVersion, facts: wrong })).status).toBe(400);
  });

  it('take no file that the person may not read', async () => {
    const picture = await makePicture(path.join(os.tmpdir(), `icon-${Date.now()}.png`));
    const { id } = await site.uploadAsset(picture);
    const person = await site.createAdmin({ roleActions: [ACTIONS.reviewReadiness] });
    const { factsVersion } = await view();
    const answer = await site.request('PUT', '/tiktok/review/facts', {
      token: person.token,
      body: { version: factsVersion, facts: { iconAssetId: id } },
    });
    expect(answer.status).toBe(404);
  });
});

describe('checks of files', () => {
  it('refuse an icon of the wrong size in numbers, and take the right one', async () => {
    const small = path.join(os.tmpdir(), `small-${Date.now()}.png`);
    await makePicture(small, { width: 512, height: 512 });
    await facts({ iconAssetId: (await site.uploadAsset(small)).id });
    const wrong = checkIn(await run('live', 'app-details'), 'live', 'app-icon');
    expect(wrong).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('512 x 512'),
    });

    const right = path.join(os.tmpdir(), `right-${Date.now()}.png`);
    await makePicture(right, { width: 1024, height: 1024 });
    await facts({ iconAssetId: (await site.uploadAsset(right)).id });
    expect(checkIn(await run('live', 'app-details'), 'live', 'app-icon').result).toBe('ok');
  });

  it.each([
    ['My TikTok Tool', 'failed'],
    ['InstaPost', 'failed'],
    ['Instant Stories', 'ok'],
    ['Insta Post', 'failed'],
    ['Test app', 'warning'],
    ['Brightside', 'ok'],
  ])('judge the name "%s"', async (appName, result) => {
    await facts({ appName });
    expect(checkIn(await run('live', 'app-details'), 'live', 'app-name').result).toBe(result);
  });

  it('read the demo video’s format, length and size', async () => {
    await facts({ demoVideoAssetId: (await site.uploadAsset(VIDEO)).id });
    const check = checkIn(await run('live', 'demo-video'), 'live', 'demo-video');
    expect(check).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('too short'),
    });
    expect(check.details).toContainEqual({ label: 'Duration', value: '4 s' });
  });

  it('make an icon of the initials and colours', async () => {
    await facts({ appName: 'Bright Side', colours: { background: '#123456', text: '#ffffff' } });
    const answer = await fetch(`${site.url}/tiktok/review/icon.png`, {
      headers: { authorization: `Bearer ${await site.as('superAdmin')}` },
    });
    const png = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1024, height: 1024 });
    const { dominant } = await sharp(png).stats();
    expect(Math.abs(dominant.r - 0x12)).toBeLessThan(10);
  });
});

describe('live probes', () => {
  it('find this Strapi behind its own addresses', async () => {
    const seen = await run('live', 'website');
    for (const id of ['proxy-api', 'proxy-admin', 'proxy-root-file', 'upload-limit']) {
      expect([id, checkIn(seen, 'live', id).result]).toEqual([id, 'ok']);
    }
    const redirect = await run('live', 'redirect-uri');
    expect(checkIn(redirect, 'live', 'redirect-probe').result).toBe('ok');
    expect(checkIn(redirect, 'sandbox', 'redirect-probe').result).toBe('not_run');
  });

  describe('through a site that forwards the callback', () => {
    let forwarder: http.Server;
    let forward: (query: string) => string;
    beforeAll(async () => {
      forwarder = http.createServer((request, response) => {
        const query = new URL(request.url ?? '/', 'http://x').search;
        response.writeHead(302, { location: forward(query) }).end();
      });
      await new Promise<void>((resolve) => forwarder.listen(0, '127.0.0.1', resolve));
      const { port } = forwarder.address() as AddressInfo;
      await stories.changeSettings({
        publicCallbackUrl: `http://localhost:${port}/tiktok/callback`,
      });
    });
    afterAll(async () => {
      await stories.changeSettings({ publicCallbackUrl: null });
      forwarder.closeAllConnections();
      await new Promise<void>((resolve) => forwarder.close(() => resolve()));
    });
    const callback = () => `${site.url}/api/tiktok/oauth/callback`;
    const probe = async () => checkIn(await run('live', 'redirect-uri'), 'live', 'redirect-probe');

    it('pass when the query arrives as it was', async () => {
      forward = (query) => `${callback()}${query}`;
      expect((await probe()).result).toBe('ok');
    });

    it.each([
      ['dropped', () => callback()],
      ['decoded once too often', (query: string) => `${callback()}${decodeURIComponent(query)}`],
      ['cut', (query: string) => `${callback()}${query.replace(/&scopes=.*/, '')}`],
      ['led elsewhere', () => `${site.url}/`],
    ])('fail when the query is %s', async (_, how) => {
      forward = how;
      const check = await probe();
      expect(check.result).toBe('failed');
      // The signed query is of no use in a page.
      expect(JSON.stringify(check)).not.toContain('state=');
    });
  });

  it('a probe of somebody else’s making gets nothing from the callback', async () => {
    const answer = await site.request(
      'GET',
      `/api/tiktok/oauth/callback?state=00000000.${'a'.repeat(30)}.${'b'.repeat(43)}&code=x`,
    );
    expect([answer.status, answer.headers.get('x-tiktok-probe')]).toEqual([400, null]);
  });
});

describe('signature files', () => {
  const name = 'tiktokAbCdEfGhIjKlMnOpQrStUvWxYz012345.txt';
  const value = 'tiktok-developers-site-verification=AbCdEfGhIjKlMnOpQrStUvWxYz012345';
  const file = (target: string, fileName = name) => ({
    kind: 'prefix',
    target,
    method: 'file',
    fileName,
    value,
  });

  it('are served at the root and under a prefix, only those that were entered', async () => {
    expect((await site.request('GET', `/${name}`)).status).toBe(404);
    await properties([
      file(`${site.url}/`),
      file(`${site.url}/api/tiktok/media/`, 'tiktok-verification.txt'),
    ]);
    const answer = await site.request('GET', `/${name}`);
    expect([answer.status, answer.text]).toEqual([200, value]);
    expect(answer.headers.get('content-type')).toBe('text/plain');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await site.request('HEAD', `/${name}`)).status).toBe(200);
    expect((await site.request('POST', `/${name}`)).status).not.toBe(200);
    const deeper = await site.request('GET', '/api/tiktok/media/tiktok-verification.txt');
    expect(deeper.text).toBe(value);
    for (const other of ['/tiktok-verification.txt', '/tiktokZZZ.txt', `/api/${name}`]) {
      expect([other, (await site.request('GET', other)).status]).toEqual([other, 404]);
    }
  });

  it('never stand in the place of robots.txt', async () => {
    const { factsVersion } = await view();
    const answer = await ask('PUT', '/properties', {
      version: factsVersion,
      properties: [file(`${site.url}/`, 'robots.txt')],
    });
    expect(problemOf(answer.body).details.code).toBe('reserved_file_name');
  });

  it.each(['../secret.txt', 'a/b.txt', 'tiktok.html', '.txt'])(
    'are not named %s',
    async (fileName) => {
      const { factsVersion } = await view();
      const answer = await ask('PUT', '/properties', {
        version: factsVersion,
        properties: [file(`${site.url}/`, fileName)],
      });
      expect(answer.status).toBe(400);
    },
  );

  it('tell the form what TikTok may pull: covered and confirmed, only covered, or neither', async () => {
    const url = `${site.url}/api/tiktok/media/deliver/x`;
    expect(await service().isVerifiedForPull('https://elsewhere.test/a.mp4')).toBe('unverified');
    expect(await service().isVerifiedForPull(url)).toBe('unknown');
    const { mode } = await run('live', 'domain-verification');
    await run(mode, 'domain-verification');
    await ask('POST', '/confirm', { mode, check: 'property-portal', confirmed: true });
    expect(await service().isVerifiedForPull(url)).toBe('verified');
    await ask('POST', '/confirm', { mode, check: 'property-portal', confirmed: false });
    expect(await service().isVerifiedForPull(url)).toBe('unknown');
  });
});

describe('before TikTok is to pull from a host', () => {
  const HTTPS = 'https://cms.brand.test';
  let asset: { id: number };
  /** As a form is told that is opened on files of the Media Library, whatever they are. */
  const warnings = async (kind: 'video' | 'photo') => {
    const answer = await site.request('POST', '/tiktok/composer/media', {
      token: await site.as('superAdmin'),
      body: { assetIds: [asset.id] },
    });
    return openComposerMedia.response.parse(answer.body).warnings[kind].map(({ code }) => code);
  };
  beforeAll(async () => {
    asset = await site.uploadAsset(VIDEO);
    site.strapi.config.set('plugin::tiktok.mediaUrl', HTTPS);
  });
  afterAll(() => site.strapi.config.set('plugin::tiktok.mediaUrl', undefined));

  it('the form warns where no property covers it, and only where TikTok pulls', async () => {
    await properties([]);
    expect(await warnings('photo')).toEqual(['pull_unverified']);
    expect(await warnings('video')).toEqual([]);
    await stories.changeSettings({ transfer: 'pull_from_url' });
    expect(await warnings('video')).toEqual(['pull_unverified']);
    await properties([
      { kind: 'domain', target: 'brand.test', method: 'dns', fileName: null, value: 'x=y' },
    ]);
    expect(await warnings('video')).toEqual([]);
    await stories.changeSettings({ transfer: 'file_upload' });
  });
});

describe('a person’s word', () => {
  it('is kept with name and time, per mode, and can be taken back', async () => {
    const answer = await ask('POST', '/confirm', {
      mode: 'live',
      check: 'app-portal',
      confirmed: true,
    });
    expect(answer.status).toBe(200);
    const now = await view();
    expect(checkIn(now, 'live', 'app-portal').confirmation).toMatchObject({ by: 'Test Root' });
    expect(checkIn(now, 'sandbox', 'app-portal').confirmation).toBeNull();
    await ask('POST', '/confirm', { mode: 'live', check: 'app-portal', confirmed: false });
    expect(checkIn(await view(), 'live', 'app-portal').confirmation).toBeNull();
  });

  it('counts for nothing where the check looks by itself', async () => {
    const answer = await ask('POST', '/confirm', {
      mode: 'live',
      check: 'app-name',
      confirmed: true,
    });
    expect(problemOf(answer.body).details.code).toBe('not_confirmable');
  });
});

describe('the test run', () => {
  const start = (accountId: number, changes: object = {}) =>
    ask('POST', '/test-run', {
      accountId,
      shareType: 'inbox',
      privacyLevel: null,
      consent: stories.postOf(accountId, [], { shareType: 'inbox' }).consent,
      ...changes,
    });
  const partOf = async (kind: string) =>
    (await view()).testRun.parts.find((one) => one.kind === kind);
  const settled = async (kind: string) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const part = await partOf(kind);
      if (part && part.outcome !== 'running') return part;
      await lookAgain();
    }
    throw new Error(`the ${kind} run never settled`);
  };
  let accountId: number;
  beforeAll(async () => {
    await stories.useDirectPost();
    accountId = (await stories.connect()).id;
  });

  it('sends the plugin’s own clip as a draft, and tells that TikTok took it', async () => {
    expect(await partOf('inbox')).toMatchObject({ outcome: 'not_tried' });
    expect((await start(accountId)).status).toBe(200);
    expect(await settled('inbox')).toMatchObject({ outcome: 'accepted', by: 'Test Root' });
    const { mode } = await view();
    expect(checkIn(await run(mode, 'sandbox'), mode, 'test-run').result).toBe('ok');
  });

  it('records what TikTok refuses, and is not blocked by it', async () => {
    site.emulator().setAudited(false);
    const consent = stories.postOf(accountId, []).consent;
    const answer = await start(accountId, {
      shareType: 'direct_post',
      privacyLevel: 'SELF_ONLY',
      consent,
    });
    expect(answer.status).toBe(200);
    expect(await settled('direct_post')).toMatchObject({ outcome: 'refused' });
    const { mode } = await view();
    expect(checkIn(await run(mode, 'sandbox'), mode, 'test-run')).toMatchObject({
      result: 'ok',
      message: expect.stringContaining('does not block'),
    });
  });

  it('sends nothing without the consent that is in force', async () => {
    const before = site.emulator().publishes().length;
    const part = await partOf('inbox');
    const answer = await start(accountId, { consent: { text: 'yes', version: '1' } });
    expect(answer.status).toBe(409);
    expect(site.emulator().publishes().length).toBe(before);
    // TikTok was not asked, so it has refused nothing.
    expect(await partOf('inbox')).toEqual(part);
  });

  it('sends the same clip twice in a minute only for the other Share Type', async () => {
    // Longer ago than a minute or not, this is the last one.
    await start(accountId);
    await settled('inbox');
    const part = await partOf('inbox');
    const before = site.emulator().publishes().length;
    const answer = await start(accountId);
    expect(problemOf(answer.body).details.code).toBe('just_sent');
    expect(site.emulator().publishes().length).toBe(before);
    expect(await partOf('inbox')).toEqual(part);
  });

  it('takes the right to post, not only the right to see this page', async () => {
    const person = await site.createAdmin({ roleActions: [ACTIONS.reviewReadiness] });
    const answer = await site.request('POST', '/tiktok/review/test-run', {
      token: person.token,
      body: {
        accountId,
        shareType: 'inbox',
        privacyLevel: null,
        consent: stories.postOf(accountId, [], { shareType: 'inbox' }).consent,
      },
    });
    expect(answer.status).toBe(403);
  });
});

describe('the reviewer’s role', () => {
  it('is made by who may make roles only', async () => {
    const person = await site.createAdmin({ roleActions: [ACTIONS.reviewReadiness] });
    const answer = await site.request('POST', '/tiktok/review/reviewer-role', {
      token: person.token,
      body: { confirmed: true },
    });
    expect(answer.status).toBe(403);
    expect((await view()).reviewerRole.roleId).toBeNull();
  });

  it('composes and reads, and nothing else', async () => {
    const made = await calls.must(z.unknown(), 'POST', '/reviewer-role', { confirmed: true });
    expect(made).toBeDefined();
    const { roleId } = (await view()).reviewerRole;
    const reviewer = await site.addAdmin(roleId ?? 0);
    const as = async (method: string, address: string, body?: unknown) =>
      (await site.request(method, address, { token: reviewer.token, body })).status;
    expect(await as('GET', '/tiktok/posts')).toBe(200);
    expect(await as('GET', '/content-manager/collection-types/api::article.article')).toBe(200);
    expect(await as('GET', '/tiktok/settings')).toBe(403);
    expect(await as('GET', '/tiktok/review')).toBe(403);
    expect(await as('POST', '/content-manager/collection-types/api::article.article', {})).toBe(
      403,
    );
    const token = await site.as('superAdmin');
    const rights = await site.request('GET', `/admin/roles/${roleId}/permissions`, { token });
    const actions = z
      .object({ data: z.array(z.object({ action: z.string() })) })
      .parse(rights.body)
      .data.map(({ action }) => action);
    expect([...new Set(actions)].sort()).toEqual([
      'plugin::content-manager.explorer.read',
      ACTIONS.composePosts,
      ACTIONS.viewPosts,
      'plugin::upload.read',
    ]);
  });

  it('is not made twice', async () => {
    const before = (await view()).reviewerRole.roleId;
    await calls.must(z.unknown(), 'POST', '/reviewer-role', { confirmed: true });
    expect((await view()).reviewerRole.roleId).toBe(before);
  });
});

describe('the review pack', () => {
  it('holds everything the page has, and no secret', async () => {
    const { id } = await site.uploadAsset(VIDEO, 'shot 1.mp4');
    await facts({ screenshotAssetIds: [id] });
    // A name that no form takes, but a database may hold.
    await site.strapi.db
      .query('plugin::upload.file')
      .update({ where: { id }, data: { name: '../../evil/shot.mp4' } });
    const answer = await fetch(`${site.url}/tiktok/review/pack.zip?mode=live`, {
      headers: { authorization: `Bearer ${await site.as('superAdmin')}` },
    });
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const archive = Buffer.from(await answer.arrayBuffer());
    const files = unzip(archive);
    const names = [...files.keys()];
    for (const name of [
      'README.md',
      'values.md',
      'shot-list.md',
      'data-handling.md',
      'check-results.md',
      'check-results.json',
      'refusals.md',
      'reviewer-guide.md',
      'legal/privacy.md',
      'legal/terms.md',
      'legal/deletion.md',
    ]) {
      expect(names).toContain(name);
    }
    const shot = names.find((name) => name.startsWith('screenshots/')) ?? '';
    expect(shot).toMatch(/^screenshots\/\d+-[^/]+$/);
    const sent = files.get(names.find((name) => name.startsWith('demo-video/')) ?? '');
    expect(
      createHash('sha256')
        .update(sent ?? '')
        .digest('hex'),
    ).toBe(
      createHash('sha256')
        .update(files.get(shot) ?? '1')
        .digest('hex'),
    );
    for (const [name, content] of files) {
      expect([name, content.includes(CLIENT_SECRET)]).toEqual([name, false]);
    }
  });
});

describe('the daily look', () => {
  it('runs the active mode, but not again within half a day', async () => {
    const results = () => site.strapi.db.connection('tiktok_review_results');
    const { mode } = await view();
    await results().update({ ran_at: Date.now() - 86_400_000 });
    await service().runDaily();
    const first = (await view()).lastRun[mode];
    expect(Date.now() - Date.parse(first ?? '')).toBeLessThan(60_000);
    await service().runDaily();
    expect((await view()).lastRun[mode]).toBe(first);
  });
});
