import { endpoints } from '../../../contracts';
import { createLoggedUrl } from '../../../server/src/http/logged-url';

const loggedUrl = createLoggedUrl(endpoints);

const LINK = '0a1b2c3dAbCdEfGhIjKlMnOpQrStUv';
const SIGNED = `0a1b2c3d.eyJleHAiOjE3OTk5OTk5OTl9.${'Ab-9_'.repeat(8)}xyz`;

const withToken = endpoints.flatMap(({ path }) => (path.includes(':token') ? [path] : []));

it('there are addresses with a token in their path', () => {
  expect(withToken).toContain('/feed/:token');
  expect(withToken).toContain('/media/deliver/:token');
});

describe.each(withToken)('%s', (path) => {
  const address = (token: string) =>
    `/api/tiktok${path.replace(':token', token).replace(':index', '0')}`;
  const spellings: [string, (url: string) => string][] = [
    ['as it is', (url) => url],
    ['with slashes twice', (url) => url.replaceAll('/', '//')],
    ['with a slash at the end', (url) => `${url}/`],
    ['in capitals', (url) => url.replace('/api/tiktok', '/API/TikTok').replace('/m', '/M')],
    [
      'percent-encoded',
      (url) => url.replace(/[a-z]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`),
    ],
    ['encoded twice', (url) => url.replaceAll('/', '%252F')],
    ['with a query', (url) => `${url}?x=1`],
    ['under another prefix', (url) => url.replace('/api', '/backend/rest')],
  ];
  it.each(spellings)('is logged without its token, %s', (_how, spell) => {
    for (const token of [LINK, SIGNED, 'anything-else']) {
      const logged = loggedUrl(spell(address(token)));
      expect(logged).toContain('[token]');
      expect(logged.toLowerCase()).not.toContain(token.toLowerCase());
    }
  });
});

it.each([
  `/api/tiktok/nothing-of-ours/${LINK}`,
  `/api/tiktok/handover;x=1/${LINK}`,
  `/x/../api/tiktok/feed/../feed/${LINK}.ics`,
  `/api/tiktok/${SIGNED}`,
  `/api/tiktok/media/preview/7?token=${SIGNED}`,
  `/api/tiktok/media/preview/7?size=1&TOKEN=${SIGNED}`,
  `/tiktok/accounts/7/avatar?%74oken=${SIGNED}`,
  `/api/tiktok/oauth/callback?code=secret-code&state=${SIGNED}`,
])('a token is hidden wherever it stands: %s', (url) => {
  const logged = loggedUrl(url);
  for (const secret of [LINK, SIGNED, 'secret-code']) {
    expect(logged.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});

it.each([
  '/',
  '/tiktok/posts?page=2&state=held&search=Harbour%20lights',
  '/tiktok/posts/12',
  '/api/tiktok/webhook',
  '/api/articles?filters[title][$eq]=100%25',
  '/admin/plugins/tiktok/posts',
  '/api/tiktok/%',
])('an address without a token is logged as it is: %s', (url) => {
  expect(loggedUrl(url)).toBe(url);
});
