import http from 'node:http';
import { type AddressInfo } from 'node:net';

import { registrableDomain, sameBrand } from '../../../server/src/review/brand';
import { findUploadLimit } from '../../../server/src/review/checks/upload-limit';
import { CLIP } from '../../../server/src/review/clip';
import { createFetchPage } from '../../../server/src/review/fetch-page';
import { initialsOf } from '../../../server/src/review/icon';
import { shotList } from '../../../server/src/review/texts/shots';
import { missingFacts } from '../../../server/src/review/values';
import { NO_FACTS } from '../../../server/src/review/facts-store';
import { contextOf, runCheck } from './support/context';
import { type Internet, startInternet } from './support/internet';

describe('the registered part of a host', () => {
  it.each([
    ['www.example.com', 'example.com'],
    ['a.b.example.co.uk', 'example.co.uk'],
    ['example.de', 'example.de'],
    ['WWW.Example.COM.', 'example.com'],
    ['cms.example.com:1337', 'example.com'],
    ['com.de', 'com.de'],
    // Registries that hand out one label further down, also such as no short list knows.
    ['co.uk', 'co.uk'],
    ['loja.marca.com.br', 'marca.com.br'],
    ['www.cafe.kyoto.jp', 'cafe.kyoto.jp'],
    ['a.b.c.kobe.jp', 'b.c.kobe.jp'],
    ['city.kobe.jp', 'city.kobe.jp'],
    // Hosts that give each customer a sub-domain (the private part of the list).
    ['shop.vercel.app', 'shop.vercel.app'],
    ['x.shop.vercel.app', 'shop.vercel.app'],
    ['docs.someone.github.io', 'someone.github.io'],
    ['github.io', 'github.io'],
    ['github.com', 'github.com'],
    ['img.store.s3.amazonaws.com', 'store.s3.amazonaws.com'],
    // International names, however they are written.
    ['www.bücher.example', 'xn--bcher-kva.example'],
    ['www.xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['www.商店.公司.cn', 'xn--czrs0t.xn--55qx5d.cn'],
    // Nothing was registered there.
    ['127.0.0.1', '127.0.0.1'],
    ['192.168.1.20:1337', '192.168.1.20'],
    ['[::1]', '[::1]'],
    ['2001:db8::1', '2001:db8::1'],
    ['localhost', 'localhost'],
    ['localhost:1337', 'localhost'],
  ])('of %s is %s', (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });

  it.each([
    ['https://www.brand.test/', 'https://cms.brand.test:444/x'],
    ['https://www.brand.co.uk/', 'https://brand.co.uk/tiktok'],
    ['https://www.bücher.example/', 'https://cms.xn--bcher-kva.example/'],
    ['http://localhost:1337/', 'http://localhost:8080/'],
    ['http://127.0.0.1:1337/', 'http://127.0.0.1/'],
  ])('%s and %s are one brand', (one, other) => expect(sameBrand(one, other)).toBe(true));

  it.each([
    ['https://a.netlify.app/', 'https://b.netlify.app/'],
    ['https://one.github.io/', 'https://two.github.io/'],
    ['https://one.co.uk/', 'https://two.co.uk/'],
    ['https://uma.com.br/', 'https://outra.com.br/'],
    ['http://127.0.0.1/', 'http://127.0.0.2/'],
    ['http://localhost/', 'https://brand.test/'],
  ])('%s and %s are two', (one, other) => expect(sameBrand(one, other)).toBe(false));
});

describe('the upload limit', () => {
  const proxy = async (limit: number): Promise<{ url: string; stop(): void }> => {
    const server = http.createServer((_, response) => response.writeHead(401).end());
    server.on('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
      if (Number(request.headers['content-length']) > limit) response.writeHead(413).end();
      else response.writeContinue();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      stop: () => {
        server.closeAllConnections();
        server.close();
      },
    };
  };
  const fetch = createFetchPage({ allowPrivateAddresses: () => true });

  it('of a proxy is found by announcing sizes', async () => {
    const { url, stop } = await proxy(60 * 1024 * 1024);
    expect(await findUploadLimit({ fetch }, url)).toEqual({
      atMost: 50 * 1024 * 1024,
      words: 'refuses 100 MB (413), lets 50 MB through',
    });
    stop();
  });

  it('of nginx as it is installed (1 MB) lets one megabyte through', async () => {
    const { url, stop } = await proxy(1024 * 1024);
    expect((await findUploadLimit({ fetch }, url)).atMost).toBe(1024 * 1024);
    stop();
  });

  it('is none where everything passes', async () => {
    const { url, stop } = await proxy(Infinity);
    expect((await findUploadLimit({ fetch }, url)).atMost).toBeNull();
    stop();
  });
});

describe('checks that need no network', () => {
  let internet: Internet;
  beforeAll(async () => {
    internet = await startInternet();
  });
  afterAll(() => internet?.stop());
  const context = (changes: Parameters<typeof contextOf>[1] = {}) => contextOf(internet, changes);
  const { settings, usage } = {
    settings: {
      mode: 'live' as const,
      shareType: 'inbox' as const,
      allowInbox: true,
      allowDirectPost: false,
      profileCard: false,
      insights: false,
      transfer: 'file_upload' as const,
      audited: { sandbox: false, live: false },
    },
    usage: {
      accounts: 0,
      posts: 0,
      creators: 0,
      busiestDay: 0,
      sent: { inbox: 0, direct_post: 0 },
      waiting: { inbox: 0, direct_post: 0 },
    },
  };

  it('show a scope too many', async () => {
    const found = await runCheck(
      'scopes-used',
      context({ settings: { ...settings, allowDirectPost: true } }),
    );
    expect(found).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('video.publish'),
    });
  });

  it('show a scope too few', async () => {
    const found = await runCheck(
      'scopes-used',
      context({ settings, usage: { ...usage, waiting: { inbox: 0, direct_post: 2 } } }),
    );
    expect(found).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('video.publish'),
    });
  });

  it('show what an account granted less or more', async () => {
    const accounts = [
      { nickname: 'Less', scopes: ['user.info.basic'] },
      { nickname: 'More', scopes: ['user.info.basic', 'video.upload', 'video.list'] },
    ];
    const found = await runCheck('scopes-granted', context({ accounts }));
    expect(found.result).toBe('warning');
    expect(found.details).toEqual([
      { label: 'Less', value: 'lacks video.upload' },
      { label: 'More', value: expect.stringContaining('has video.list') },
    ]);
  });

  it('count the target users', async () => {
    const eleven = Array.from({ length: 11 }, (_, index) => `user${index}`);
    const found = await runCheck('sandbox-users', context({ facts: { targetUsers: eleven } }));
    expect(found.result).toBe('failed');
  });

  it.each([
    ['own_accounts', 'direct_post', 'warning'],
    ['own_accounts', 'inbox', 'ok'],
    ['customers', 'direct_post', 'ok'],
    [null, 'inbox', 'not_run'],
  ] as const)('judge who posts: %s with %s', async (audience, shareType, result) => {
    const found = await runCheck(
      'audit-audience',
      context({ facts: { audience }, settings: { ...settings, shareType } }),
    );
    expect(found.result).toBe(result);
  });

  it.each([
    ['http://cms.brand.test/cb', 'failed'],
    ['https://cms.brand.test/cb?x=1', 'failed'],
    [`https://cms.brand.test/${'x'.repeat(500)}`, 'failed'],
    ['http://localhost:1337/cb', 'failed'],
    ['https://cms.brand.test/cb/', 'warning'],
    ['https://cms.brand.test/cb', 'ok'],
  ])('judge the redirect URI %s', async (redirectUri, result) => {
    const { addresses } = context();
    const found = await runCheck(
      'redirect-form',
      context({ addresses: { ...addresses, redirectUri } }),
    );
    expect(found.result).toBe(result);
  });

  it('judge the demo video by its file, or by whether its link opens', async () => {
    const video = { ok: true as const, container: 'MP4', width: 1280, height: 720, duration: 90 };
    const file = (changes: object) =>
      runCheck(
        'demo-video',
        context({
          facts: { demoVideoAssetId: 1 },
          video: () => Promise.resolve({ ...video, bytes: 4_000_000, ...changes }),
        }),
      );
    expect((await file({})).result).toBe('ok');
    expect((await file({ bytes: 50_000_001 })).message).toContain('more than 50 MB');
    expect((await file({ container: 'WebM' })).result).toBe('failed');
    internet.add('video.brand.test', { '/ours': { body: 'x' } });
    const link = (path: string) =>
      runCheck(
        'demo-video',
        context({ facts: { demoVideoUrl: internet.url('video.brand.test', path) } }),
      );
    expect((await link('/ours')).result).toBe('ok');
    expect((await link('/gone')).result).toBe('failed');
  });
});

describe('small things', () => {
  it('initials come from the first two words', () => {
    expect(['Bright Side', 'brightside', '日本 アプリ', '  ', 'a-b c'].map(initialsOf)).toEqual([
      'BS',
      'B',
      '日ア',
      'A',
      'AB',
    ]);
  });

  it('the shot list shows every requested scope and the points in their order', () => {
    const scopes = ['user.info.basic', 'video.upload', 'video.publish'] as const;
    const shots = shotList(scopes, {
      allowInbox: true,
      allowDirectPost: true,
      insights: false,
      profileCard: false,
    });
    expect(new Set(shots.flatMap((shot) => shot.scopes))).toEqual(new Set(scopes));
    const points = shots.flatMap((shot) => shot.points);
    expect(points).toEqual([...points].sort((one, other) => one - other));
    expect(new Set(points)).toEqual(new Set([1, 2, 3, 4, 5]));
    expect(shots.at(-1)?.cue).toBe('tiktok_shown');
  });

  it('the clip is a small MP4', () => {
    const clip = Buffer.from(CLIP, 'base64');
    expect(clip.toString('latin1', 4, 8)).toBe('ftyp');
    expect(clip.length).toBeLessThan(200_000);
  });

  it('missing facts are named', () => {
    expect(missingFacts(NO_FACTS)).toContain('appName');
    expect(missingFacts({ ...NO_FACTS, appName: 'Brightside' })).not.toContain('appName');
  });
});
