import http from 'node:http';
import { type AddressInfo } from 'node:net';

import { createFetchPage } from '../../../server/src/review/fetch-page';
import { createNames } from '../../../server/src/review/names';
import { startNames, type Zone } from '../../support/names-server';

const zone: Zone = { a: {}, txt: {} };
let names: Awaited<ReturnType<typeof startNames>>;
let inside: http.Server;
let visits = 0;
let answer: http.RequestListener;

beforeAll(async () => {
  names = await startNames(zone);
  inside = http.createServer((request, response) => {
    visits += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await names.stop();
  inside.closeAllConnections();
  await new Promise<void>((resolve) => inside.close(() => resolve()));
});
beforeEach(() => {
  visits = 0;
  answer = (_, response) => response.end('the secret of the intranet');
});

const port = () => (inside.address() as AddressInfo).port;
const lookup = () => createNames(() => ({ systemResolver: names.address })).lookup('system');
const guarded = createFetchPage({ allowPrivateAddresses: () => false, totalMs: 3000 });
const opened = createFetchPage({ allowPrivateAddresses: () => true, totalMs: 500 });

describe('an address that a person typed', () => {
  it.each([
    '127.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f.1',
    '169.254.169.254',
    '10.0.0.1',
    'localhost',
  ])('is not visited at the private host %s', async (host) => {
    const page = await guarded(`http://${host}:${port()}/`);
    expect(page).toMatchObject({ ok: false, why: 'private' });
    expect(visits).toBe(0);
  });

  it('is not visited where its name leads to a private address', async () => {
    zone.a['inside.test'] = ['127.0.0.1'];
    const page = await guarded(`http://inside.test:${port()}/`, { lookup: lookup() });
    expect(page).toMatchObject({ ok: false, why: 'private' });
    expect(visits).toBe(0);
  });

  it('is not visited where one of several addresses is private', async () => {
    zone.a['mixed.test'] = ['8.8.8.8', '127.0.0.1'];
    const page = await guarded(`http://mixed.test:${port()}/`, { lookup: lookup() });
    expect(page).toMatchObject({ ok: false, why: 'private' });
  });

  it('is visited at most once where the DNS changes its mind between two redirects', async () => {
    // Allowed at the first hop only, as a public address would be.
    let allowed = true;
    const fetchPage = createFetchPage({ allowPrivateAddresses: () => allowed, totalMs: 3000 });
    zone.a['hop.test'] = ['127.0.0.1'];
    answer = (_, response) => {
      allowed = false;
      response.writeHead(302, { location: `http://hop.test:${port()}/next` }).end();
    };
    const page = await fetchPage(`http://hop.test:${port()}/`, { lookup: lookup() });
    expect(page).toMatchObject({ ok: false, why: 'private', redirects: [{ status: 302 }] });
    expect(visits).toBe(1);
  });

  it.each(['file:///etc/passwd', 'ftp://inside.test/'])(
    'is not followed to %s',
    async (location) => {
      answer = (_, response) => response.writeHead(302, { location }).end();
      const page = await opened(`http://127.0.0.1:${port()}/`);
      expect(page).toMatchObject({ ok: false, why: 'not_http' });
    },
  );
});

describe('a host without manners', () => {
  it('that never ends is cut off in time', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write('a little');
    };
    expect(await opened(`http://127.0.0.1:${port()}/`)).toMatchObject({
      ok: false,
      why: 'too_slow',
    });
  });

  it('that never answers is cut off in time', async () => {
    answer = () => undefined;
    expect(await opened(`http://127.0.0.1:${port()}/`)).toMatchObject({
      ok: false,
      why: 'too_slow',
    });
  });

  it('that sends without measure is read up to a megabyte', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.write(megabyte);
      response.end(megabyte);
    };
    const page = await opened(`http://127.0.0.1:${port()}/`);
    expect(page.ok && page.body.length).toBe(1024 * 1024);
  });
});

describe('an upload that is only announced', () => {
  it('is refused by who has a limit, without a byte being sent', async () => {
    let body = 0;
    inside.once('checkContinue', (request: http.IncomingMessage, response: http.ServerResponse) => {
      request.on('data', (piece: Buffer) => (body += piece.length));
      response.writeHead(413).end();
    });
    const page = await opened(`http://127.0.0.1:${port()}/upload`, { announceBytes: 10_000_000 });
    expect(page).toMatchObject({ ok: true, status: 413 });
    expect(body).toBe(0);
  });

  it('passes where the host is willing', async () => {
    const page = await opened(`http://127.0.0.1:${port()}/upload`, { announceBytes: 10_000_000 });
    expect(page).toMatchObject({ ok: true, status: 100 });
  });
});
