import { z } from 'zod';

import { type TikTokProblem, problemOf } from '../../../admin/src/api/problem';
import { requestOf } from '../../../admin/src/api/request';
import { changedBy, tagsOf } from '../../../admin/src/api/tags';
import { problemText } from '../../../admin/src/utils/problem-text';
import { connectAccount, listAccounts, updateAccount } from '../../../contracts/accounts';
import { listPosts } from '../../../contracts/posts';
import { getEntry, openComposer } from '../../../contracts/composer';
import { testApp } from '../../../contracts/settings';

describe('the request for an endpoint', () => {
  it('fills the parameters of the path, encoded', () => {
    const params = { uid: 'api::film.film', documentId: 'a/b' };
    expect(requestOf(getEntry, { params, query: { status: 'draft', locale: 'pt-BR' } })).toEqual({
      method: 'GET',
      url: '/tiktok/entries/api%3A%3Afilm.film/a%2Fb?status=draft&locale=pt-BR',
    });
  });

  it('repeats a query name for each value of a list and leaves out what is not set', () => {
    const query = { state: ['held', 'failed'], accountId: undefined, page: 2 };
    expect(requestOf(listPosts, { query }).url).toBe(
      '/tiktok/posts?state=held&state=failed&page=2',
    );
  });

  it('carries the body as it is', () => {
    const body = { version: 3, label: null, timeZone: 'Europe/Zurich' };
    expect(requestOf(updateAccount, { params: { id: 7 }, body })).toEqual({
      method: 'PUT',
      url: '/tiktok/accounts/7',
      body,
    });
  });

  it('refuses to make an address with a hole in it', () => {
    expect(() => requestOf(testApp, {})).toThrow('needs "mode"');
  });
});

describe('what is read anew', () => {
  it('after a change of the settings is everything, since accounts may go quiet', () => {
    expect(changedBy(testApp)).toEqual(['TikTok settings', 'TikTok accounts', 'TikTok posts']);
  });

  it('after opening the composer is nothing', () => {
    expect(changedBy(openComposer)).toEqual([]);
  });

  it('covers what each read shows', () => {
    expect(changedBy(connectAccount)).toEqual(expect.arrayContaining([...tagsOf(listAccounts)]));
    expect(tagsOf(getEntry)).toEqual(tagsOf(listPosts));
  });
});

describe('a refused call', () => {
  const refusal = {
    status: 400,
    name: 'TikTokPluginError',
    message: 'The Client Key is empty.',
    details: {
      code: 'invalid_credentials',
      remedy: 'Copy it again.',
      retryAt: '2026-11-21T10:00:00.000Z',
      fields: { clientKey: 'Empty.' },
    },
  };

  it('is read with message, remedy, time and fields', () => {
    expect(problemOf(refusal)).toEqual<TikTokProblem>({
      status: 400,
      code: 'invalid_credentials',
      message: 'The Client Key is empty.',
      remedy: 'Copy it again.',
      retryAt: '2026-11-21T10:00:00.000Z',
      fields: { clientKey: 'Empty.' },
      conflict: null,
    });
  });

  it('by Strapi itself is named by its status', () => {
    const byStrapi = (status: number) =>
      problemOf({ status, name: 'X', message: 'Y', details: {} });
    expect(byStrapi(401).code).toBe('not_signed_in');
    expect(byStrapi(403).code).toBe('forbidden');
    expect(byStrapi(500)).toMatchObject({ code: 'unexpected', message: '' });
  });

  it('without any answer is told as unreachable', () => {
    expect(problemOf({ name: 'TypeError', message: 'Failed to fetch', stack: '…' }).code).toBe(
      'unreachable',
    );
    expect(problemOf(undefined).code).toBe('unreachable');
  });

  it('is always shown with words and a way on', () => {
    const texts = { t: (key: string) => key, dateTime: (iso: string) => iso };
    for (const code of ['unreachable', 'forbidden', 'not_signed_in', 'unexpected', 'never_heard']) {
      const shown = problemText({ ...problemOf(undefined), code }, texts);
      expect(z.string().min(1).safeParse(shown.message).success).toBe(true);
      expect(z.string().min(1).safeParse(shown.remedy).success).toBe(true);
    }
    expect(problemText(problemOf(refusal), texts)).toEqual({
      message: 'The Client Key is empty.',
      remedy: 'Copy it again.',
      retry: 'common.retryAt',
    });
  });
});
