import { z } from 'zod';

import { openComposerMedia } from '../../../contracts/composer';
import { ACTIONS } from '../../../contracts/permissions';
import { type Administrator, startTestStrapi, type TestStrapi } from '../../support';
import { fixture } from '../../unit/media/support/bytes';
import { startStorage, type Storage } from '../../unit/media/support/storage-server';
import { listFile, useStorage } from '../media/support';

const VIDEOS = 60;
const opened = z.object({ data: openComposerMedia.response }).or(openComposerMedia.response);

let site: TestStrapi;
let storage: Storage;
let anna: Administrator;
let ben: Administrator;
const ids: number[] = [];

/** A video of its own: the same frames, and a number behind them that readers skip. */
const numbered = (number: number): Buffer => {
  const box = Buffer.alloc(16);
  box.writeUInt32BE(16, 0);
  box.write('free', 4, 'latin1');
  box.writeUInt32BE(number, 8);
  return Buffer.concat([fixture('h264.mp4'), box]);
};

beforeAll(async () => {
  site = await startTestStrapi();
  storage = await startStorage();
  useStorage(site, storage);
  const rights = [ACTIONS.composePosts, ACTIONS.viewPosts, { action: 'plugin::upload.read' }];
  anna = await site.createAdmin({ roleActions: rights });
  ben = await site.createAdmin({ roleActions: rights });
  for (let number = 0; number < VIDEOS; number += 1) {
    const content = numbered(number);
    ids.push(await listFile(site, storage, { name: `${number}.mp4`, mime: 'video/mp4', content }));
  }
});
afterAll(async () => {
  await site?.stop();
  await storage?.stop();
});

const open = (person: Administrator, assetIds: number[], signal?: AbortSignal) =>
  fetch(`${site.url}/tiktok/composer/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ assetIds }),
    ...(signal && { signal }),
  });
const mediaOf = async (answer: Response) => {
  expect(answer.status).toBe(200);
  const body = opened.parse(await answer.json());
  return ('data' in body ? body.data : body).media;
};

test('forms that were given up are read no further, and the next person is served at once', async () => {
  storage.behave({ slow: 20 });
  const [last, ...others] = [...ids].reverse();
  const givenUp = new AbortController();
  const begun = new Promise<void>((resolve) =>
    storage.beforeAnswer((count) => {
      if (count === 40) resolve();
    }),
  );
  const forms = Array.from({ length: 10 }, () => open(anna, others, givenUp.signal));
  await begun;
  givenUp.abort();
  await expect(Promise.all(forms)).rejects.toThrow('abort');

  const before = storage.requests.length;
  const [video] = await mediaOf(await open(ben, [last!]));
  expect(video?.facts?.videoCodec).toBe('H.264');
  // What was on its way at that moment; the rest would be hundreds.
  expect(storage.requests.length - before).toBeLessThan(60);
  storage.behave({});
});

test('a file that is named many times is read and shown once', async () => {
  const media = await mediaOf(
    await open(
      anna,
      Array.from({ length: 100 }, () => ids[0]!),
    ),
  );
  expect(media.map(({ assetId }) => assetId)).toEqual([ids[0]]);
});

test('what was read for one form is known to the next one', async () => {
  await mediaOf(await open(anna, ids));
  const before = storage.requests.length;
  const media = await mediaOf(await open(ben, ids));
  expect(media.map(({ assetId }) => assetId)).toEqual(ids);
  // A look for the list and one for the facts: is it still the same version?
  expect(storage.requests.length - before).toBe(2 * VIDEOS);
});
