import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';

import { fetchAvatar, sniffImage } from '../../../server/src/accounts/avatar-fetch';

const JPEG = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(100)]);

const serving = async <T>(
  listener: RequestListener,
  work: (origin: string) => Promise<T>,
): Promise<T> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
};

describe('fetching an avatar', () => {
  it('gets a picture from the trusted origin, typed by its bytes', async () => {
    const avatar = await serving(
      (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(JPEG),
      (origin) => fetchAvatar(`${origin}/a.jpg`, origin),
    );
    expect(avatar).toEqual({ contentType: 'image/jpeg', bytes: JPEG });
  });

  it.each<[string, RequestListener]>([
    ['what is no picture', (_, response) => response.end('<script>alert(1)</script>')],
    ['an SVG', (_, response) => response.end('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['a redirect', (_, response) => response.writeHead(302, { location: '/b' }).end(JPEG)],
    [
      'more than 2 MB',
      (_, response) => response.end(Buffer.concat([JPEG, Buffer.alloc(2_000_001)])),
    ],
    ['an error', (_, response) => response.writeHead(500).end(JPEG)],
    ['a broken connection', (request) => request.socket.destroy()],
  ])('refuses %s', async (_, listener) => {
    const avatar = await serving(listener, (origin) => fetchAvatar(`${origin}/a`, origin));
    expect(avatar).toBeNull();
  });

  it('asks nothing of an address that is not trusted and not https', async () => {
    let asked = 0;
    const avatar = await serving(
      (_, response) => {
        asked += 1;
        response.end(JPEG);
      },
      (origin) => fetchAvatar(`${origin}/a.jpg`, 'http://127.0.0.1:1'),
    );
    expect(avatar).toBeNull();
    expect(asked).toBe(0);
  });

  it.each([
    'https://127.0.0.1/a',
    'https://[::1]/a',
    'https://[::ffff:127.0.0.1]/a',
    'https://169.254.169.254/latest',
    'https://localhost/a',
    'file:///etc/passwd',
    'nonsense',
  ])('does not go to %s', async (address) => {
    expect(await fetchAvatar(address, null)).toBeNull();
  });

  it('tells pictures by their first bytes', () => {
    expect(sniffImage(Buffer.from('\x89PNG\r\n\x1a\n....', 'latin1'))).toBe('image/png');
    expect(sniffImage(Buffer.from('RIFF0000WEBPVP8 ', 'latin1'))).toBe('image/webp');
    expect(sniffImage(Buffer.from('GIF89a'))).toBeNull();
    expect(sniffImage(Buffer.alloc(0))).toBeNull();
  });
});
