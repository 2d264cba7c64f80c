import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { makePicture, makeVideo, startStrapiProcess, startTestStrapi } from '../support';

const users = z.object({ data: z.object({ pagination: z.object({ total: z.number() }) }) });

test('a file put into the media library is served back byte for byte', async () => {
  const site = await startTestStrapi();
  try {
    const file = await makeVideo(path.join(site.home.directory, 'padded.mp4'), 3_000_000);
    const asset = await site.uploadAsset(file);
    expect(asset).toMatchObject({ name: 'padded.mp4', mime: 'video/mp4', ext: '.mp4' });

    const served = Buffer.from(await (await fetch(new URL(asset.url, site.url))).arrayBuffer());
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    expect(served.length).toBe(3_000_000);
    expect(hash(served)).toBe(hash(await readFile(file)));

    const picture = await makePicture(path.join(site.home.directory, 'sun.jpg'));
    expect(await site.uploadAsset(picture)).toMatchObject({ mime: 'image/jpeg' });
    const editor = await site.as('editor');
    expect((await site.request('GET', '/admin/users/me', { token: editor })).status).toBe(200);
    expect(site.logs.some((line) => line.message.includes('POST /upload'))).toBe(true);
  } finally {
    await site.stop();
  }
});

test('a killed site goes on with its data when it is started again', async () => {
  const first = await startStrapiProcess();
  await first.createAdmin({ roleActions: [] });
  await first.kill('SIGKILL');
  const second = await startStrapiProcess({ home: first.home, port: first.port });
  try {
    expect(second.pid).not.toBe(first.pid);
    const token = await second.as('superAdmin');
    const { body } = await second.request('GET', '/admin/users', { token });
    expect(users.parse(body).data.pagination.total).toBe(2);
  } finally {
    await second.stop();
  }
});

test('a site runs on PostgreSQL', async () => {
  const site = await startTestStrapi({ database: 'postgres' });
  try {
    expect(site.strapi.db.dialect.client).toBe('postgres');
    await site.createAdmin({ roleActions: [] });
    expect(await site.strapi.db.query('admin::user').count()).toBe(2);
  } finally {
    await site.stop();
  }
});
