import http from 'node:http';

import { endpoints } from '../../../contracts';
import { startTestStrapi, type TestStrapi } from '../../support';

const LINK = '0a1b2c3dAbCdEfGhIjKlMnOpQrStUv';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'REPORT'];

let site: TestStrapi;
beforeAll(async () => {
  site = await startTestStrapi();
});
afterAll(() => site?.stop());

/** As it stands: no client tidies the address. */
const ask = (method: string, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = http.request({ port: site.port, host: '127.0.0.1', method, path }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve());
    });
    request.on('error', reject);
    request.end();
  });

const logged = (): string => site.logs.map(({ message }) => message).join('\n');

it('no method and no spelling brings the token of a secret link into the log', async () => {
  const paths = endpoints.flatMap(({ path }) =>
    path.includes(':token') ? [path.replace(':token', LINK).replace(':index', '0')] : [],
  );
  const spellings = paths.flatMap((path) => [
    `/api/tiktok${path}`,
    `//api//tiktok${path.replaceAll('/', '//')}`,
    `/API/TikTok${path}`,
    `/api/tiktok${path.replace('/', '/%2e/')}`,
    `/api/tiktok/.${path}`,
  ]);
  for (const path of spellings) for (const method of METHODS) await ask(method, path);
  await ask('GET', `/api/tiktok/media/preview/1?token=${LINK}`);
  await ask('OPTIONS', `/tiktok/accounts/1/avatar?token=${LINK}`);
  await ask('PROPFIND', `/api/tiktok/oauth/callback?code=the-code-of-tiktok&state=${LINK}`);
  const log = logged();
  for (const method of METHODS) expect(log).toContain(`${method} /api/tiktok/feed/[token]`);
  for (const secret of [LINK, 'the-code-of-tiktok']) {
    expect(log.toLowerCase()).not.toContain(secret.toLowerCase());
  }
});

it('a webhook that is broken off leaves no stack, wherever it breaks', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = site.logs.length;
  try {
    for (const begun of ['', '{"client_key":']) {
      const arrived = new Promise((resolve) =>
        site.strapi.server.httpServer.once('request', resolve),
      );
      const request = http.request({
        port: site.port,
        host: '127.0.0.1',
        method: 'POST',
        path: '/api/tiktok/webhook',
        headers: { 'content-length': '1000', 'content-type': 'application/json' },
      });
      request.on('error', () => undefined);
      request.flushHeaders();
      if (begun !== '') request.write(begun);
      const incoming = (await arrived) as http.IncomingMessage;
      const gone = new Promise((resolve) => incoming.once('close', resolve));
      request.destroy();
      await gone;
      // What the site says about it, it has said before it answers the next one.
      await ask('POST', '/api/tiktok/webhook');
    }
    expect(printed).not.toHaveBeenCalled();
  } finally {
    printed.mockRestore();
  }
  const said = site.logs.slice(before).map(({ level, message }) => `${level} ${message}`);
  expect(said.filter((line) => line.startsWith('error'))).toEqual([]);
});
