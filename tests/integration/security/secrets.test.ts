import { spawnSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

import { z } from 'zod';

import {
  APP,
  CLIENT_KEY,
  CLIENT_SECRET,
  createStories,
  makePicture,
  ROOT,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../../support';
import { appEnv } from '../../support/app-env';
import { recordAnswers, type RecordedAnswer, startRecorder } from './recorder';

const STORED_SECRET = 'sandbox-client-secret-0123456789';
const TICK_TOKEN = 'a-tick-token-of-this-very-test';

let site: TestStrapi;
let stories: Stories;
let recorder: Awaited<ReturnType<typeof startRecorder>>;
let answers: RecordedAnswer[];
const dumps: string[] = [];
let kept: unknown[];

/** Every cell of every table, and the file as it lies on the disk. */
const dumpDatabase = async (): Promise<void> => {
  const knex = site.strapi.db.connection;
  const tables: { name: string }[] = await knex('sqlite_master').where({ type: 'table' });
  for (const { name } of tables) dumps.push(JSON.stringify(await knex(name).select()));
  const files = (await readdir(site.home.directory)).filter((name) => name.includes('.sqlite'));
  for (const file of files) {
    // SQLite removes its journal between the listing and the reading.
    const bytes = await readFile(path.join(site.home.directory, file)).catch(() => Buffer.alloc(0));
    dumps.push(bytes.toString('latin1'));
  }
};

/** The secret as it is, and as addresses, JSON and Base64 would spell it. */
const spellings = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

const namesIn = (text: string, except: RegExp = /^$/): string[] =>
  [...recorder.secrets].flatMap(([name, secret]) =>
    !except.test(name) && spellings(secret).some((form) => text.includes(form)) ? [name] : [],
  );

const textFiles = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
};

const post = (address: string, body?: unknown) => stories.call('POST', address, z.unknown(), body);

const settled = ({ state }: { state: string }): boolean =>
  ['published', 'failed', 'held', 'outcome_unknown'].includes(state);

/** Connects, remembering what no call to TikTok carries: the state. */
const connect = async (): Promise<number> => {
  const begun = z
    .object({ authorizeUrl: z.string() })
    .parse(await post('/tiktok/accounts/connect', { origin: new URL(site.url).origin }));
  const redirect = new URL(site.emulator().approve(begun.authorizeUrl, 'demo_creator'));
  recorder.note('state', redirect.searchParams.get('state') ?? '');
  const callback = await site.request('GET', `${redirect.pathname}${redirect.search}`);
  const fragment = new URL(callback.headers.get('location') ?? '').hash.slice(1);
  const { account } = z
    .object({ account: z.object({ id: z.number() }) })
    .parse(
      await post(
        '/tiktok/accounts/connect/complete',
        Object.fromEntries(new URLSearchParams(fragment)),
      ),
    );
  // Used up, foreign and made-up ones are refused, without being repeated to anyone.
  await site.request('GET', `${redirect.pathname}${redirect.search}&more=1`);
  await site.request('GET', `${redirect.pathname}?code=${redirect.searchParams.get('code')}`);
  return account.id;
};

const refreshAwkwardly = async (accountId: number): Promise<void> => {
  const knex = site.strapi.db.connection;
  const expire = () => knex('tiktok_accounts').update({ access_expires_at: 0 });
  const profile = () =>
    site
      .as('superAdmin')
      .then((token) =>
        site.request('POST', `/tiktok/accounts/${accountId}/refresh-profile`, { token }),
      );
  await expire();
  await profile();
  site.emulator().expireAccessTokens('demo_creator');
  await profile();
  // TikTok's words repeat the token that was sent.
  const latest = [...recorder.secrets].filter(([name]) => name.startsWith('refresh_token')).at(-1);
  site.emulator().faults.add({
    endpoint: 'oauth.token:refresh_token',
    kind: 'error',
    code: 'invalid_request',
    message: `Not this one: ${latest?.[1]}`,
  });
  await expire();
  await profile();
};

/** Links that the admin is given to show pictures and videos; they open them for an hour. */
const useAdminLinks = async (assetId: number, accountId: number): Promise<void> => {
  const opened = z
    .object({ media: z.array(z.object({ previewUrl: z.string().nullable() })) })
    .parse(
      await post('/tiktok/composer/open', {
        accountId,
        shareType: 'direct_post',
        source: null,
        assetIds: [assetId],
      }),
    );
  const { accounts } = await stories.call(
    'GET',
    '/tiktok/accounts',
    z.object({ accounts: z.array(z.object({ avatarUrl: z.string().nullable() })) }),
  );
  const links = [opened.media[0]?.previewUrl, accounts[0]?.avatarUrl];
  for (const [index, link] of links.entries()) {
    if (!link) throw new Error('the admin was given no link');
    const token = new URL(link, site.url).searchParams.get('token') ?? '';
    recorder.note(index === 0 ? 'preview link' : 'avatar link', token);
    expect((await site.request('GET', link)).status).toBe(200);
    expect((await site.request('GET', `${link}x`)).status).toBe(404);
  }
};

/** Links for people without a login, opened as those people do. */
const useOpenLinks = async (accountId: number, assetId: number): Promise<void> => {
  const draft = await stories.createPost(
    stories.postOf(accountId, [assetId], {
      shareType: 'inbox',
      options: {},
      when: { type: 'at', at: new Date(Date.now() + 86_400_000).toISOString() },
    }),
  );
  for (const [kind, path] of [
    ['hand-over link', 'handover'],
    ['post preview link', 'preview-link'],
  ] as const) {
    const { link } = z
      .object({ link: z.object({ url: z.string() }) })
      .parse(await post(`/tiktok/posts/${draft.id}/${path}`, {}));
    recorder.note(kind, new URL(link.url).pathname.split('/').at(-1) ?? '');
    expect((await site.request('GET', link.url)).status).toBe(200);
    expect((await site.request('GET', `${link.url}x`)).status).toBe(404);
    if (path === 'preview-link') await site.request('GET', `${link.url}/media/0`);
  }
  await stories.call('GET', `/tiktok/posts/${draft.id}/links`, z.unknown());
};

const publishVideo = async (accountId: number, assetId: number): Promise<void> => {
  recorder.onUpload(dumpDatabase);
  // One PUT is cut: what is said of it must not repeat its address.
  site.emulator().faults.add({ endpoint: 'upload', kind: 'drop_before' });
  const created = await stories.createPost(stories.postOf(accountId, [assetId]));
  const done = await stories.waitFor(created.id, settled);
  expect(done.state).toBe('published');
};

const publishPhoto = async (accountId: number): Promise<void> => {
  const file = await makePicture(path.join(site.home.directory, 'harbour.jpg'));
  const picture = await site.uploadAsset(file);
  const created = await stories.createPost(
    stories.postOf(accountId, [picture.id], {
      kind: 'photo',
      content: { title: 'A harbour in one picture' },
    }),
  );
  const done = await stories.waitFor(created.id, settled);
  expect(done.state).toBe('published');
};

beforeAll(async () => {
  let upstream = '';
  recorder = await startRecorder(() => upstream);
  site = await startTestStrapi({
    emulator: { allowPrivatePulls: true },
    env: { TIKTOK_API_URL: recorder.url, TIKTOK_TICK_TOKEN: TICK_TOKEN },
  });
  upstream = site.emulator().apiUrl;
  site.strapi.config.set('plugin::tiktok.mediaUrl', site.url);
  answers = recordAnswers(site.strapi.server.httpServer);
  stories = createStories(site, site.emulator, () => site.as('superAdmin'));

  recorder.note('stored client_secret', STORED_SECRET);
  recorder.note('environment client_secret', CLIENT_SECRET);
  recorder.note('tick token', TICK_TOKEN);
  recorder.note('encryption key', String(site.strapi.config.get('admin.secrets.encryptionKey')));

  site.emulator().act('addApp', {
    clientKey: CLIENT_KEY,
    clientSecret: CLIENT_SECRET,
    redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
    verifiedDomains: ['localhost'],
  });
  await stories.useDirectPost();
  await stories.call('PUT', '/tiktok/settings/apps/sandbox', z.unknown(), {
    clientKey: 'sbawsandboxkey01',
    clientSecret: STORED_SECRET,
  });
  await post('/tiktok/settings/apps/sandbox/test');
  await post('/tiktok/settings/apps/live/test');

  const accountId = await connect();
  await refreshAwkwardly(accountId);
  const video = await site.uploadAsset(VIDEO, 'harbour-of-the-secrets-test.mp4');
  await useAdminLinks(video.id, accountId);
  await useOpenLinks(accountId, video.id);
  await publishVideo(accountId, video.id);
  await publishPhoto(accountId);
  await site.request('POST', '/api/tiktok/tick', { token: TICK_TOKEN });
  for (const read of ['accounts', 'settings', 'settings/callback-recipes', 'posts', 'health']) {
    await stories.call('GET', `/tiktok/${read}`, z.unknown());
  }
  for (const id of [1, 2, 3]) await stories.readPost(id);
  await dumpDatabase();
  kept = await site.strapi.db.connection('tiktok_attempts').whereNotNull('upload_url');
  await post(`/tiktok/accounts/${accountId}/disconnect`);
  await dumpDatabase();
});

afterAll(async () => {
  await site?.home.remove();
  await recorder?.close();
});

it('the story has used every kind of secret there is, and TikTok’s webhooks came', () => {
  const kinds = new Set([...recorder.secrets.keys()].map((name) => name.replace(/ \d+$/, '')));
  for (const kind of [
    'access_token',
    'avatar link',
    'code',
    'code_verifier',
    'hand-over link',
    'photo_images',
    'post preview link',
    'preview link',
    'refresh_token',
    'state',
    'stored client_secret',
    'tick token',
    'token in photo_images',
    'token in upload_url',
    'upload_url',
  ]) {
    expect([...kinds].some((name) => name.startsWith(kind))).toBe(true);
  }
  const refreshed = [...recorder.secrets.keys()].filter((name) => name.startsWith('refresh_token'));
  expect(refreshed.length).toBeGreaterThanOrEqual(3);
  expect(answers.map(({ route }) => route)).toContain('POST /api/tiktok/webhook');
});

it('no secret stands in the database, at any moment of the story', () => {
  const database = dumps.join('\n');
  expect(database).toContain('harbour-of-the-secrets-test');
  // Strapi itself stores nothing of ours; the encryption key never leaves the environment.
  expect(namesIn(database)).toEqual([]);
});

it('the address of an upload is forgotten when the upload has ended', () => {
  expect(kept).toEqual([]);
});

it('no secret stands in the log at debug level', () => {
  const log = site.logs.map(({ level, message }) => `${level} ${message}`).join('\n');
  expect(log).toContain('/api/tiktok/oauth/callback');
  expect(log).toContain('/api/tiktok/media/deliver/');
  expect(log).toContain('/api/tiktok/handover/[token]');
  expect(namesIn(log)).toEqual([]);
});

it('no HTTP answer holds a secret but the ones that are there to hand it on', () => {
  const found = answers.flatMap(({ route, text }) => {
    const path = route.split(' ')[1] ?? '';
    // The address of TikTok's page carries the state to TikTok; it is worth nothing to anyone but
    // the administrator who gets this answer.
    if (path === '/tiktok/accounts/connect') return namesIn(text, /^state /);
    // The redirect hands code and state to the admin page in the fragment, which no server sees.
    if (path === '/api/tiktok/oauth/callback') return namesIn(text, /^(state|code) /);
    // Made links are told once, to whoever made them.
    if (/^\/tiktok\/posts\/\d+\/(handover|preview-link)$/.test(path)) {
      return namesIn(text, /^(hand-over|post preview) link /);
    }
    // The preview page names its own files, by the token it was opened with.
    if (path.startsWith('/api/tiktok/preview-link/')) return namesIn(text, /^post preview link /);
    // Links that open one picture or video for an hour, given to the administrator they are bound to.
    if (path.startsWith('/tiktok/')) return namesIn(text, /^(preview|avatar) link /);
    return namesIn(text);
  });
  expect(found).toEqual([]);
  const callback = answers.filter(({ route }) => route.includes('/oauth/callback'));
  for (const { text } of callback) {
    expect(namesIn(text.replace(/#[^"]*/, ''))).toEqual([]);
  }
});

it('no secret stands in a `strapi export`', async () => {
  await site.stop({ keepHome: true });
  const file = path.join(site.home.directory, 'export');
  const ran = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'),
      'export',
      '--no-encrypt',
      '-f',
      file,
    ],
    {
      cwd: APP,
      encoding: 'utf8',
      env: {
        ...process.env,
        ...appEnv(site.home, site.port, {}),
        TIKTOK_CLIENT_KEY: CLIENT_KEY,
        TIKTOK_CLIENT_SECRET: CLIENT_SECRET,
        TIKTOK_TICK_TOKEN: TICK_TOKEN,
      },
    },
  );
  expect(`${ran.status} ${ran.stderr}`).toMatch(/^0 /);
  const exported = gunzipSync(await readFile(`${file}.tar.gz`)).toString('latin1');
  expect(exported).toContain('harbour-of-the-secrets-test');
  expect(namesIn(exported)).toEqual([]);
  expect(namesIn(ran.stdout + ran.stderr)).toEqual([]);
  // Nor are the accounts and posts themselves in it: they are not content.
  expect(exported).not.toContain('demo_creator');
});

it('no secret stands in the plugin’s half of the admin', async () => {
  const files = await textFiles(path.join(ROOT, 'dist/admin'));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) {
    expect([file, namesIn(await readFile(file, 'latin1'))]).toEqual([file, []]);
  }
});
