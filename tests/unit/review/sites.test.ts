import { legalLocale } from '../../../contracts/review-view';
import { scope } from '../../../contracts/settings';
import { type LegalFacts } from '../../../server/src/review/legal/facts';
import { renderLegal } from '../../../server/src/review/legal/render';
import { LEGAL_TEXTS } from '../../../server/src/review/legal/texts';
import { addRightSite, contextOf, pageOf, runCheck } from './support/context';
import { type Internet, startInternet } from './support/internet';

let internet: Internet;
beforeAll(async () => {
  internet = await startInternet();
});
afterAll(() => internet?.stop());
beforeEach(() => addRightSite(internet));

const LONG = 'Words that say something about the product and its makers. '.repeat(20);
const links = {
  '/about': 'About',
  '/product': 'Product',
  '/contact': 'Contact',
  '/privacy': 'Privacy Policy',
  '/terms': 'Terms',
};
const home = (reply: Parameters<Internet['add']>[1][string]): void => {
  internet.hosts['www.brand.test']!['/'] = reply;
};
const FACTS_OF_PAGES: LegalFacts = {
  app: 'Brightside',
  company: 'Bright & Co',
  address: 'Harbour 1',
  country: 'Norway',
  email: 'privacy@brand.test',
  website: 'https://www.brand.test/',
  pages: {
    privacy: 'https://www.brand.test/privacy',
    terms: 'https://www.brand.test/terms',
    deletion: 'https://www.brand.test/deletion',
  },
  scopes: scope.options,
  timelineDays: null,
  webhookDays: 7,
  insightsMonths: null,
};
const run = (id: string, changes: Parameters<typeof contextOf>[1] = {}) =>
  runCheck(id, contextOf(internet, changes));

describe('a website that is right', () => {
  it.each([
    'legal-privacy',
    'legal-terms',
    'legal-links',
    'legal-deletion',
    'website-reachable',
    'website-substance',
    'website-placeholder',
    'redirect-form',
    'redirect-brand',
    'brand-name',
  ])('passes %s', async (id) => {
    expect(await run(id)).toMatchObject({ result: 'ok' });
  });
});

describe('a website that is wrong in one way', () => {
  it('asks to sign in at its first page', async () => {
    home({ status: 302, headers: { location: '/login' } });
    internet.hosts['www.brand.test']!['/login'] = {
      body: '<form><input type="password"></form>',
    };
    const found = await run('website-reachable');
    expect(found).toMatchObject({ result: 'failed', message: expect.stringContaining('sign in') });
    expect(found.details?.[0]?.value).toContain('302');
  });

  it('shows a login form at the address itself', async () => {
    home({ body: '<h1>Welcome</h1><form><input name="p" type="password"></form>' });
    expect((await run('website-reachable')).message).toContain('sign in');
  });

  it('answers with an error', async () => {
    home({ status: 503, body: 'Maintenance' });
    expect((await run('website-reachable')).message).toContain('HTTP 503');
  });

  it('is at an http address', async () => {
    const found = await run('website-reachable', { facts: { websiteUrl: 'http://brand.test/' } });
    expect(found).toMatchObject({ result: 'failed', message: expect.stringContaining('http') });
  });

  it('leads to http', async () => {
    home({ status: 301, headers: { location: `http://www.brand.test:${internet.port}/` } });
    expect(await run('website-reachable')).toMatchObject({ result: 'failed' });
  });

  it('leads on without end', async () => {
    home({ status: 302, headers: { location: '/' } });
    expect((await run('website-reachable')).message).toContain('more than 5 times');
  });

  it('has a host that nobody knows', async () => {
    const found = await run('website-reachable', {
      facts: { websiteUrl: internet.url('nowhere.brand.test') },
    });
    expect(found.message).toContain('no address in the DNS');
  });

  it('has a certificate of another host', async () => {
    internet.add('www.stranger.test', { '/': { body: pageOf(LONG, links) } });
    const found = await run('website-reachable', {
      facts: { websiteUrl: internet.url('www.stranger.test') },
    });
    expect(found.message).toContain('certificate');
  });

  it('is a landing page', async () => {
    home({ body: pageOf('Soon more.', { '/privacy': 'Privacy' }) });
    expect(await run('website-substance')).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('landing page'),
    });
  });

  it('has two pages only, which is worth a second look', async () => {
    home({ body: pageOf(LONG, { '/privacy': 'Privacy', '/terms': 'Terms' }) });
    expect(await run('website-substance')).toMatchObject({ result: 'warning' });
  });

  it.each(['Lorem ipsum dolor sit amet', 'Our shop is COMING SOON', 'Welcome to nginx!'])(
    'says "%s"',
    async (words) => {
      home({ body: pageOf(`${LONG} ${words}`, links) });
      expect(await run('website-placeholder')).toMatchObject({ result: 'failed' });
    },
  );

  it('says such words in a script only, which nobody reads', async () => {
    home({ body: pageOf(`${LONG}<script>var a = "coming soon";</script>`, links) });
    expect(await run('website-placeholder')).toMatchObject({ result: 'ok' });
  });
});

describe('legal pages that are wrong in one way', () => {
  const privacy = (body: string): void => {
    internet.hosts['www.brand.test']!['/privacy'] = { body };
  };

  it('do not name TikTok', async () => {
    privacy(pageOf(`${LONG} You may ask for deletion.`));
    expect((await run('legal-privacy')).message).toContain('does not name TikTok');
  });

  it('do not say how data is deleted', async () => {
    privacy(pageOf(`${LONG} We process TikTok data.`));
    expect((await run('legal-privacy')).message).toContain('how data is deleted');
  });

  it.each(['Löschung', 'suppression', 'eliminación', 'exclusão', '削除', '删除'])(
    'may say it in another language: %s',
    async (word) => {
      privacy(pageOf(`${LONG} TikTok: ${word}.`));
      expect(await run('legal-privacy')).toMatchObject({ result: 'ok' });
    },
  );

  it.each(legalLocale.options)('are right as the plugin makes them, in %s', async (locale) => {
    const texts = LEGAL_TEXTS[locale];
    const show = (kind: 'privacy' | 'terms') =>
      renderLegal({ title: texts.titles[kind], locale, source: texts[kind](FACTS_OF_PAGES) });
    privacy(show('privacy'));
    internet.hosts['www.brand.test']!['/terms'] = { body: show('terms') };
    for (const check of ['legal-privacy', 'legal-terms', 'legal-deletion', 'brand-name']) {
      expect([check, (await run(check)).result]).toEqual([check, 'ok']);
    }
  });

  it('are empty for who runs no scripts', async () => {
    privacy('<div id="app"></div><script>render()</script>');
    expect((await run('legal-privacy')).message).toContain('almost no text');
  });

  it('are not linked from the website', async () => {
    home({ body: pageOf(LONG, { '/privacy': 'Privacy' }) });
    expect((await run('legal-links')).message).toContain('does not link to the terms');
  });

  it.each([
    ['in a closed menu', '<details><summary>More</summary><a href="/terms">Terms</a></details>'],
    ['hidden by style', '<div style="display: none"><a href="/terms">Terms</a></div>'],
    ['without words', '<a href="/terms"></a>'],
  ])('are linked, but %s', async (_, link) => {
    home({ body: pageOf(`${LONG}${link}`, { '/privacy': 'Privacy' }) });
    expect((await run('legal-links')).message).toContain('hidden or without words');
  });

  it('are linked with a slash at the end or a fragment, which is the same page', async () => {
    home({ body: pageOf(LONG, { '/privacy/': 'Privacy', '/terms#top': 'Terms' }) });
    expect(await run('legal-links')).toMatchObject({ result: 'ok' });
  });
});

describe('brands', () => {
  it('must be one: a callback on another domain is named', async () => {
    const found = await run('redirect-brand', {
      addresses: {
        ...contextOf(internet).addresses,
        redirectUri: 'https://brand.strapiapp.com/api/tiktok/oauth/callback',
      },
    });
    expect(found).toMatchObject({
      result: 'failed',
      message: expect.stringContaining('brand.strapiapp.com'),
    });
  });

  it('must appear by the app’s name on all three pages', async () => {
    internet.hosts['www.brand.test']!['/terms'] = {
      body: `<title>Terms</title><p>${LONG}</p>`,
    };
    expect((await run('brand-name')).message).toContain('the terms of service');
  });

  it('are found however the name is written', async () => {
    expect(await run('brand-name', { facts: { appName: 'bright-SIDE' } })).toMatchObject({
      result: 'ok',
    });
  });
});
