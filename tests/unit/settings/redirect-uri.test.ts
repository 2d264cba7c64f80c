import { checkRedirectUri } from '../../../server/src/settings/redirect-uri';

const codesOf = (url: string): string[] =>
  checkRedirectUri(url)
    .notices.filter(({ level }) => level !== 'info')
    .map(({ code }) => code);

describe('a redirect URI (T50)', () => {
  it.each([
    ['http://localhost:1337/api/tiktok/oauth/callback', 'desktop'],
    ['http://127.0.0.1:1337/api/tiktok/oauth/callback', 'desktop'],
    ['https://localhost:1337/callback', 'desktop'],
    ['http://localhost:80/callback', 'desktop'],
    ['https://cms.example.com/api/tiktok/oauth/callback', 'web'],
  ])('%s is one that TikTok takes: %s', (url, kind) => {
    expect(checkRedirectUri(url).kind).toBe(kind);
    expect(codesOf(url)).toEqual([]);
  });

  it.each([
    ['http://cms.example.com/callback', 'redirect_http'],
    ['http://localhost/callback', 'redirect_port_missing'],
    ['https://cms.example.com/callback?a=1', 'redirect_query'],
    ['https://cms.example.com/callback?', 'redirect_query'],
    ['https://cms.example.com/callback#a', 'redirect_fragment'],
    [`https://cms.example.com/${'x'.repeat(490)}`, 'redirect_too_long'],
    ['https://user:word@cms.example.com/callback', 'redirect_credentials'],
    ['/callback', 'redirect_not_absolute'],
    ['ftp://cms.example.com/callback', 'redirect_not_absolute'],
  ])('%s is refused: %s', (url, code) => {
    expect(checkRedirectUri(url).kind).toBe('invalid');
    expect(codesOf(url)).toEqual([code]);
  });

  it('of 511 characters is the longest that TikTok takes', () => {
    const base = 'https://cms.example.com/';
    const longest = base + 'x'.repeat(511 - base.length);
    expect(checkRedirectUri(longest).kind).toBe('web');
    expect(checkRedirectUri(`${longest}x`).kind).toBe('invalid');
  });

  it('that ends in a slash is taken, with a warning to register it exactly so', () => {
    expect(checkRedirectUri('https://cms.example.com/callback/').kind).toBe('web');
    expect(codesOf('https://cms.example.com/callback/')).toEqual(['redirect_trailing_slash']);
  });

  it('comes with the word that TikTok takes ten of them', () => {
    const { notices } = checkRedirectUri('https://cms.example.com/callback');
    expect(notices.map(({ message }) => message).join(' ')).toContain('at most ten');
  });
});
