import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { apiError } from '../../../contracts/errors';
import { reviewView } from '../../../contracts/review-view';
import { ACTIONS } from '../../../contracts/permissions';
import { startTestStrapi, type TestStrapi } from '../../support';

const CODE = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';
const NAME = `tiktok${CODE}.txt`;
const VALUE = `tiktok-developers-site-verification=${CODE}`;

let site: TestStrapi;
let token: string;

beforeAll(async () => {
  site = await startTestStrapi({ emulator: true });
  // Not the administrator of everything: whoever may prepare the review.
  ({ token } = await site.createAdmin({ roleActions: [ACTIONS.reviewReadiness] }));
});
afterAll(() => site?.stop());
afterEach(async () => {
  await rm(publicFile(), { recursive: true, force: true });
  await put([]);
});

const publicFile = (...inside: string[]): string =>
  path.join(site.strapi.dirs.static.public, ...(inside.length > 0 ? inside : [NAME]));

const view = async () =>
  reviewView.parse((await site.request('GET', '/tiktok/review', { token })).body);

const put = async (properties: unknown[]) =>
  site.request('PUT', '/tiktok/review/properties', {
    token,
    body: { version: (await view()).factsVersion, properties },
  });
/** Enters one signature file, as it may be found at an address. */
const enter = (target: string, fileName = NAME) =>
  put([{ kind: 'prefix', target, method: 'file', fileName, value: VALUE }]);
const get = async (address: string) => {
  const { status, text } = await site.request('GET', address);
  return [status, status === 200 ? text : null];
};

it.each([
  ['at the root', '/'],
  ['under the address of media', '/api/tiktok/media/'],
])('a signature file is given %s', async (_where, folder) => {
  expect((await enter(`${site.url}${folder}`)).status).toBe(200);
  expect(await get(`${folder}${NAME}`)).toEqual([200, VALUE]);
});

it.each([
  ['/.well-known/', 'security.example.txt'],
  ['/admin/', NAME],
  ['/uploads/', NAME],
  ['/api/', NAME],
  ['/api/tiktok/media/deliver/', NAME],
  ['/api/tiktok/', NAME],
  ['/some/where/', NAME],
])('nobody puts a text of theirs at %s%s of this site', async (folder, name) => {
  await enter(`${site.url}${folder}`, name);
  for (const address of [`${folder}${name}`, `/${name}`, `/api/tiktok/media/${name}`]) {
    expect([address, ...(await get(address))]).not.toEqual([address, 200, VALUE]);
  }
});

it.each(['https://brand.test/', 'http://localhost:1/', 'https://localhost.brand.test/'])(
  'what belongs to %s is not given by this site',
  async (target) => {
    expect((await enter(target)).status).toBe(200);
    expect((await get(`/${NAME}`))[0]).toBe(404);
  },
);

it('a site that TikTok reaches under a path gives it where the proxy leads to', async () => {
  site.strapi.config.set('plugin::tiktok.publicUrl', 'https://brand.test/cms');
  await enter('https://brand.test/cms/api/tiktok/media/');
  expect(await get(`/api/tiktok/media/${NAME}`)).toEqual([200, VALUE]);
  await enter('https://brand.test/shop/');
  expect((await get(`/${NAME}`))[0]).toBe(404);
  expect((await get(`/shop/${NAME}`))[0]).toBe(404);
  site.strapi.config.set('plugin::tiktok.publicUrl', undefined);
});

describe('a file of the site', () => {
  it('that is there cannot be replaced by a signature file', async () => {
    await writeFile(publicFile(), 'of the site');
    const answer = await enter(`${site.url}/`);
    expect([answer.status, apiError.parse(answer.body).error.details.code]).toEqual([
      409,
      'file_exists',
    ]);
    expect(await get(`/${NAME}`)).toEqual([200, 'of the site']);
  });

  it('that comes later is given in its place', async () => {
    await enter(`${site.url}/`);
    expect(await get(`/${NAME}`)).toEqual([200, VALUE]);
    await writeFile(publicFile(), 'of the site');
    expect(await get(`/${NAME}`)).toEqual([200, 'of the site']);
    // What is entered already may still be changed around it.
    expect((await enter(`${site.url}/`)).status).toBe(200);
  });

  it('in a folder of its own is given as before', async () => {
    await mkdir(publicFile(NAME), { recursive: true });
    await writeFile(publicFile(NAME, NAME), 'of the site');
    await enter(`${site.url}/${NAME}/`);
    expect(await get(`/${NAME}/${NAME}`)).toEqual([200, 'of the site']);
  });
});
