import { legalPage, type LegalPage } from '../../../contracts/review-view';
import { z } from 'zod';

import { startTestStrapi, type TestStrapi } from '../../support';
import { createReviewCalls } from './support';

let site: TestStrapi;
const { must, ask, facts } = createReviewCalls(() => site);
beforeAll(async () => {
  site = await startTestStrapi();
});
afterAll(() => site?.stop());

const pages = (locale: string): Promise<LegalPage[]> =>
  must(z.object({ pages: z.array(legalPage) }), 'GET', `/legal?locale=${locale}`).then(
    (answer) => answer.pages,
  );
const put = (kind: string, locale: string, body: object) =>
  must(z.object({ page: legalPage }), 'PUT', `/legal/${kind}/${locale}`, {
    version: 'latest',
    ...body,
  });
const show = (kind: string, query = '') => site.request('GET', `/api/tiktok/legal/${kind}${query}`);

describe('legal pages', () => {
  it('are made from the facts, marked as a draft for a lawyer, and say what is missing', async () => {
    const [privacy] = await pages('en');
    expect(privacy?.markdown).toContain('Draft for a lawyer');
    expect(privacy?.missing).toContain('companyName');
    const refused = await ask('PUT', '/legal/privacy/en', {
      version: privacy?.version,
      published: true,
      knownGaps: privacy?.missing.slice(1),
    });
    expect([refused.status, refused.text]).toEqual([409, expect.stringContaining('legal_gaps')]);
    expect((await show('privacy')).status).toBe(404);
    const known = await put('terms', 'en', { published: true, knownGaps: privacy?.missing });
    expect(known.page.published).toBe(true);
    await put('terms', 'en', { published: false });
    await facts({
      appName: 'Brightside',
      companyName: 'Bright & <Co> [x](javascript:1)',
      companyAddress: 'Harbour 1',
      companyCountry: 'Norway',
      contactEmail: 'privacy@brand.test',
      websiteUrl: 'https://www.brand.test/',
    });
    const [now] = await pages('en');
    expect(now?.missing).toEqual([]);
    expect(now?.markdown).toMatch(/TikTok[\s\S]*deleted/);
  });

  it.each(['en', 'de', 'fr', 'es', 'pt-BR', 'ja', 'zh-Hans'])(
    'name app, TikTok, contact and deletion in %s',
    async (locale) => {
      for (const { kind, markdown, title } of await pages(locale)) {
        expect([kind, title]).not.toContain('');
        expect(markdown).toContain('Brightside');
        expect(markdown).toContain('TikTok');
        expect(markdown).toContain('privacy@brand.test');
        // The note of the draft stands above everything.
        expect(markdown).toMatch(/^> \S.+\n\n# /);
        expect(markdown).not.toMatch(/undefined|null|\[object/);
      }
    },
  );

  it('are public only once somebody publishes them', async () => {
    for (const kind of ['privacy', 'terms', 'deletion', 'other']) {
      expect([kind, (await show(kind)).status]).toEqual([kind, 404]);
    }
    await put('privacy', 'en', { published: true });
    const answer = await show('privacy');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.text).toContain('<h1>Privacy Policy of Brightside</h1>');
    expect(answer.text).toContain('Draft for a lawyer');
    expect((await show('terms')).status).toBe(404);
  });

  it('show typed facts as words, never as markup', async () => {
    const { text } = await show('privacy');
    expect(text).toContain('Bright &amp; &lt;Co&gt; [x](javascript:1)');
    expect(text).not.toContain('href="javascript');
  });

  it('let no script, picture or odd link through when somebody edits them', async () => {
    const markdown = [
      '# Ours',
      '<script>alert(1)</script><img src=x onerror=alert(1)>',
      '[press](javascript:alert(1)) [data](data:text/html,x) [relative](/admin) ![pixel](https://evil.test/p.png)',
      '[fine](https://brand.test/a) <mailto:us@brand.test>',
    ].join('\n\n');
    const { page } = await put('privacy', 'en', { markdown });
    expect(page).toMatchObject({ edited: true, published: true });
    const { text } = await show('privacy');
    expect(text).not.toMatch(/<script|<img|href="(javascript|data|\/)/i);
    expect(text).toContain('<a href="https://brand.test/a">fine</a>');
    expect(text).toContain('href="mailto:us@brand.test"');
  });

  it('return to the text made from the facts', async () => {
    const { page } = await put('privacy', 'en', { markdown: null });
    expect(page.edited).toBe(false);
    expect(page.markdown).toContain('Privacy Policy of Brightside');
  });

  it('are given in the asked language where that one is published, else in English', async () => {
    await put('privacy', 'de', { published: true });
    expect((await show('privacy', '?locale=de')).text).toContain('Datenschutzerklärung');
    expect((await show('privacy', '?locale=ja')).text).toContain('Privacy Policy');
    await put('privacy', 'de', { published: false });
    expect((await show('privacy', '?locale=de')).text).toContain('Privacy Policy');
  });

  it('are exported as Markdown', async () => {
    const answer = await ask('GET', '/legal/terms/en/export.md');
    expect(answer.headers.get('content-disposition')).toContain('terms.en.md');
    expect(answer.text).toContain('# Terms of Service of Brightside');
  });
});
