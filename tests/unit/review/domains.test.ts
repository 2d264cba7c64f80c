import { type UrlProperty } from '../../../contracts/review-facts';
import { covers, fileAddress } from '../../../server/src/review/properties';
import { contextOf, runCheck } from './support/context';
import { type Internet, startInternet } from './support/internet';

const TOKEN = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';
const VALUE = `tiktok-developers-site-verification=${TOKEN}`;
const FILE = `tiktok${TOKEN}.txt`;

let internet: Internet;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet?.stop());

const right = { type: 'text/plain', body: VALUE };
beforeEach(() => {
  internet.add('brand.test', { [`/${FILE}`]: right });
  for (const zone of Object.values(internet.zones)) zone.txt = { 'brand.test': [VALUE, 'v=spf1'] };
});

const byFile = (): UrlProperty => ({
  kind: 'prefix',
  target: internet.url('brand.test'),
  method: 'file',
  fileName: FILE,
  value: VALUE,
});
const byRecord: UrlProperty = {
  kind: 'domain',
  target: 'brand.test',
  method: 'dns',
  fileName: null,
  value: VALUE,
};
const see = (...properties: UrlProperty[]) =>
  runCheck('property-seen', contextOf(internet, { properties }));

describe('a signature file', () => {
  it('that is right is seen from here and through the public resolver', async () => {
    const found = await see(byFile());
    expect(found.result).toBe('ok');
    expect(found.details?.map(({ label }) => label)).toEqual([
      'Seen from this server',
      expect.stringContaining('the public resolver 127.0.0.1'),
    ]);
    expect(found.details?.[0]?.value).toContain(`200 text/plain from brand.test:${internet.port}`);
  });

  it.each([
    ['is missing', { status: 404 }, 'HTTP 404'],
    ['holds something else', { ...right, body: 'something else' }, 'something else'],
    ['is a web page', { ...right, type: 'text/html' }, 'text/html'],
  ])('that %s is refused', async (_, reply, words) => {
    internet.hosts['brand.test']![`/${FILE}`] = reply;
    expect(await see(byFile())).toMatchObject({
      result: 'failed',
      message: expect.stringContaining(words),
    });
  });

  it('that redirects is refused, even to the right file', async () => {
    internet.hosts['brand.test']!['/moved.txt'] = right;
    internet.hosts['brand.test']![`/${FILE}`] = {
      status: 301,
      headers: { location: '/moved.txt' },
    };
    expect((await see(byFile())).message).toContain('redirects');
  });

  it('that the public resolver leads elsewhere is a warning', async () => {
    internet.zones.public.a['brand.test'] = [];
    const found = await see(byFile());
    expect(found).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('public resolver'),
    });
  });

  it.each([
    ['has a name that TikTok does not give', 'tiktok-verification.txt', VALUE, 'file name is not'],
    [
      'has another code in its name',
      `tiktok${'z'.repeat(32)}.txt`,
      VALUE,
      'does not hold the code',
    ],
    ['holds what TikTok does not give', FILE, TOKEN, 'value is not of the form'],
  ])('that %s is found with a warning', async (_, fileName, value, words) => {
    internet.hosts['brand.test']![`/${fileName}`] = { ...right, body: value };
    expect(await see({ ...byFile(), fileName, value })).toMatchObject({
      result: 'warning',
      message: expect.stringContaining(words),
    });
  });

  it('stands under the prefix, or at the root of the domain', () => {
    expect(fileAddress({ ...byFile(), target: 'https://brand.test/media/' })).toBe(
      `https://brand.test/media/${FILE}`,
    );
    expect(fileAddress({ ...byRecord, method: 'file', fileName: FILE })).toBe(
      `https://brand.test/${FILE}`,
    );
  });
});

describe('a TXT record', () => {
  it('that is there is seen among others', async () => {
    expect(await see(byRecord)).toMatchObject({ result: 'ok' });
  });

  it('that is not there fails', async () => {
    for (const zone of Object.values(internet.zones)) zone.txt = { 'brand.test': ['v=spf1'] };
    expect((await see(byRecord)).message).toContain('no such TXT record');
  });

  it('that is seen here only is still on its way', async () => {
    internet.zones.public.txt = {};
    const found = await see(byRecord);
    expect(found).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('everywhere'),
    });
  });

  it('that was pasted by half is named', async () => {
    const value = 'site-verification=half';
    for (const zone of Object.values(internet.zones)) zone.txt = { 'brand.test': [value] };
    const found = await see({ ...byRecord, value });
    expect(found).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('not of the form'),
    });
  });
});

describe('what a property covers', () => {
  const prefix: UrlProperty = { ...byRecord, kind: 'prefix', target: 'https://brand.test/media/' };
  it.each([
    [byRecord, 'https://brand.test/x', true],
    [byRecord, 'https://cdn.brand.test/x', true],
    [byRecord, 'https://notbrand.test/', false],
    [{ ...byRecord, target: 'cdn.brand.test' }, 'https://brand.test/', false],
    [prefix, 'https://brand.test/media/a.mp4', true],
    [prefix, 'https://brand.test/other', false],
    [prefix, 'https://cdn.brand.test/media/a.mp4', false],
    [prefix, 'http://brand.test/media/a.mp4', false],
  ] as const)('%o and %s: %s', (property, url, yes) => {
    expect(covers(property, url)).toBe(yes);
  });

  it('is held against website, terms and privacy when the app is live', async () => {
    const ok = await runCheck('property-pages', contextOf(internet, { properties: [byRecord] }));
    expect(ok.result).toBe('ok');
    const none = await runCheck('property-pages', contextOf(internet));
    expect(none).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('www.brand.test'),
    });
  });

  it('is held against every host of media, which fails only where videos are pulled too', async () => {
    const facts = { mediaHosts: ['cdn.other.test'] };
    const base = contextOf(internet, { facts, properties: [byRecord] });
    expect(await runCheck('property-media', base)).toMatchObject({
      result: 'warning',
      message: expect.stringContaining('cdn.other.test'),
    });
    const pulling = { ...base, settings: { ...base.settings, transfer: 'pull_from_url' as const } };
    expect(await runCheck('property-media', pulling)).toMatchObject({ result: 'failed' });
  });
});
