import path from 'node:path';

import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { getEntry } from '../../../contracts/composer';
import { startTestStrapi, type TestStrapi, VIDEO } from '../../support';
import { APP } from '../../support/paths';

interface People {
  addPeople(strapi: Core.Strapi): Promise<void>;
  EDITOR: { email: string };
  PASSWORD: string;
}

let site: TestStrapi;
beforeAll(async () => {
  site = await startTestStrapi();
});
afterAll(() => site?.stop());

test("the demo's Editor finds the articles of every language, and may post them", async () => {
  const file = path.join(APP, 'seed', 'people.js');
  const { addPeople, EDITOR, PASSWORD } = (await import(file)) as People;
  await site.strapi.plugin('i18n').service('locales').create({ code: 'fr', name: 'French (fr)' });
  await addPeople(site.strapi);
  const signedIn = await site.request('POST', '/admin/login', {
    body: { email: EDITOR.email, password: PASSWORD },
  });
  const { token } = z.object({ data: z.object({ token: z.string() }) }).parse(signedIn.body).data;
  const video = await site.uploadAsset(VIDEO);
  const articles = site.strapi.documents('api::article.article');
  const { documentId } = await articles.create({ data: { title: 'Harbour', video: video.id } });
  await articles.update({
    documentId,
    locale: 'fr',
    data: { title: 'Port', video: video.id } as object,
  });
  for (const [locale, title] of [
    ['en', 'Harbour'],
    ['fr', 'Port'],
  ] as const) {
    const answer = await site.request(
      'GET',
      `/tiktok/entries/api::article.article/${documentId}?status=draft&locale=${locale}`,
      { token },
    );
    const entry = getEntry.response.parse(answer.body);
    expect([entry.title, entry.mayPost, entry.mayNotWhy, entry.media.length]).toEqual([
      title,
      true,
      null,
      1,
    ]);
  }
});
