import { readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { ACTIONS } from '../../../contracts/permissions';
import { createFeed, getCalendar, getPostingTimes, importPosts } from '../../../contracts/plan';
import { type PostView } from '../../../contracts/posts';
import { makePicture, MEDIA } from '../../support';
import { isIn, type PublisherSite, startPublisher } from '../posts/support';

const FIXTURES = path.join(__dirname, '../../unit/plan/fixtures');

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('the plan', () => {
  let site: PublisherSite;
  let account: { id: number; handle: string };
  let token: string;

  beforeAll(async () => {
    site = await startPublisher();
    token = await site.site.as('superAdmin');
  });
  afterAll(() => site?.stop());
  beforeEach(async () => {
    account = await site.newAccount();
  });

  const get = (address: string, as = token) => site.site.request('GET', address, { token: as });
  const planned = (hours: number): Promise<PostView> =>
    site.send(account.id, { when: { type: 'at', at: inHours(hours) } });
  const calendar = async (query: Record<string, string>) =>
    getCalendar.response.parse(
      (
        await get(
          `/tiktok/calendar?${new URLSearchParams({ accountId: String(account.id), ...query })}`,
        )
      ).body,
    );

  it('shows the posts of a stretch of time, and none outside it', async () => {
    const soon = await planned(3);
    await planned(100);
    const shown = await calendar({ from: inHours(0), to: inHours(24) });
    expect(shown.posts.map(({ id }) => id)).toEqual([soon.id]);
    expect(shown.posts[0]?.actions).toContain('reschedule');
    const long = await get(`/tiktok/calendar?from=${inHours(0)}&to=${inHours(24 * 90)}`);
    expect(long.text).toContain('stretch_too_long');
  });

  it('marks what would break TikTok’s cap of drafts before it fails', async () => {
    const ids: number[] = [];
    for (let hour = 2; hour < 9; hour += 1) {
      const post = await site.send(account.id, {
        shareType: 'inbox',
        when: { type: 'at', at: inHours(hour) },
      });
      ids.push(post.id);
    }
    const { forecasts } = await calendar({ from: inHours(0), to: inHours(48) });
    expect(forecasts).toMatchObject([
      { shareType: 'inbox', limit: 5, planned: 7, postIds: ids.slice(5) },
    ]);
  });

  it('plans into the next posting time that is free', async () => {
    const times = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, time: '12:00' }));
    const put = await site.site.request('PUT', `/tiktok/accounts/${account.id}/posting-times`, {
      token,
      body: { version: 'latest', times },
    });
    const { nextFree } = getPostingTimes.response.parse(put.body);
    const first = await site.send(account.id, { when: { type: 'next_slot' } });
    const second = await site.send(account.id, { when: { type: 'next_slot' } });
    const week = { from: inHours(0), to: inHours(24 * 7) };
    const { openTimes } = await calendar(week);
    const free = openTimes.map(({ at }) => at);
    expect(free.length).toBeGreaterThanOrEqual(4);
    expect(free).not.toContain(first.scheduledAt);
    expect(free).not.toContain(second.scheduledAt);
    const past = await calendar({ from: inHours(-48), to: inHours(-24) });
    expect(past.openTimes).toEqual([]);
    expect(first.scheduledAt).toBe(nextFree);
    expect(Date.parse(second.scheduledAt ?? '') - Date.parse(first.scheduledAt ?? '')).toBe(
      24 * 3_600_000,
    );
    const none = await site.newAccount();
    const refused = await site.site.request('POST', '/tiktok/posts', {
      token,
      body: site.stories.postOf(none.id, [site.video.id], { when: { type: 'next_slot' } }),
    });
    expect(refused.text).toContain('no_posting_times');
  });

  it('is exported as CSV whose cells no spreadsheet runs', async () => {
    const documentId = await site.stories.writeArticle(site.video.id, '=HYPERLINK("http://x")');
    await site.send(account.id, {
      source: { uid: 'api::article.article', documentId, locale: null, status: 'draft' },
      when: { type: 'at', at: inHours(5) },
    });
    const csv = await get(`/tiktok/plan/export?accountId=${account.id}`);
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const lines = csv.text.trim().split('\r\n');
    expect(lines[0]).toMatch(/^id,state,reason,title/);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(`'=HYPERLINK`);
    const bytes = await fetch(`${site.site.url}/tiktok/plan/export?accountId=${account.id}`, {
      headers: { authorization: `Bearer ${token}` },
    }).then((answer) => answer.arrayBuffer());
    // The byte order mark, without which Excel shows every accent as two letters.
    expect([...new Uint8Array(bytes).subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('can be subscribed to with a secret address, until it is revoked', async () => {
    const post = await planned(4);
    const made = await site.site.request('POST', '/tiktok/plan/feed', { token });
    const { url } = createFeed.response.parse(made.body);
    const path = new URL(url).pathname;
    const feed = await site.site.request('GET', path);
    expect(feed.headers.get('content-type')).toContain('text/calendar');
    expect(feed.text).toContain('BEGIN:VEVENT');
    expect(feed.text).toContain(`UID:post-${post.id}@`);
    const stored: unknown = await site.db('tiktok_feeds').select();
    expect(JSON.stringify(stored)).not.toContain(path.split('/').at(-1));
    expect((await site.site.request('GET', `${path}x`)).status).toBe(404);
    await site.site.request('DELETE', '/tiktok/plan/feed', { token });
    expect((await site.site.request('GET', path)).status).toBe(404);
  });

  describe('an import', () => {
    const run = async (csv: string, save: boolean, importId = 'one-import', as = token) =>
      site.site.request('POST', '/tiktok/plan/import', {
        token: as,
        body: { csv, save, importId, timeZone: 'Europe/Berlin' },
      });

    it('is checked row by row, saved once, and becomes drafts that nobody has agreed to', async () => {
      const csv = [
        'file,account,share_type,caption,time',
        `${site.video.id},@${account.handle},direct,"First, with a comma",2031-07-01 18:00`,
        `missing.mp4,@${account.handle},direct,Second,2031-07-01 18:00`,
        `${site.video.id},@nobody,inbox,Third,2031-07-01 18:00`,
        `${site.video.id},@${account.handle},story,Fourth,yesterday`,
      ].join('\n');
      const checked = importPosts.response.parse((await run(csv, false)).body).rows;
      expect(
        checked.map(({ row, problems }) => [row, problems.map(({ column }) => column)]),
      ).toEqual([
        [2, []],
        [3, ['file']],
        [4, ['account']],
        [5, ['share_type', 'time']],
      ]);
      expect(checked.every(({ postId }) => postId === null)).toBe(true);
      const saved = importPosts.response.parse((await run(csv, true)).body).rows;
      const again = importPosts.response.parse((await run(csv, true)).body).rows;
      const id = z.number().parse(saved[0]?.postId);
      expect(again[0]?.postId).toBe(id);
      const draft = await site.stories.readPost(id);
      expect(draft).toMatchObject({
        state: 'draft',
        consent: null,
        content: { caption: 'First, with a comma' },
        scheduledAt: '2031-07-01T16:00:00.000Z',
      });
    });

    it('of something that is no such table is refused with what is missing', async () => {
      expect((await run('a,b\n1,2', false)).text).toContain('csv_unreadable');
      expect((await run('file,account,colour\n1,2,3', false)).text).toContain('colour');
    });

    it('photo-caption.csv: the words under a picture are in its draft', async () => {
      const picture = await makePicture(path.join(site.site.home.directory, 'scene-a.jpg'));
      await site.site.uploadAsset(picture, 'scene-a.jpg');
      const csv = readFileSync(path.join(FIXTURES, 'photo-caption.csv'), 'utf8');
      const named = csv.replace('demo_creator', account.handle);
      const [row] = importPosts.response.parse((await run(named, true, 'photo-words')).body).rows;
      expect(row?.problems).toEqual([]);
      const draft = await site.stories.readPost(z.number().parse(row?.postId));
      expect(draft.content.description).toBe('Words under a picture #sea');
    });

    it('photo-caption.csv: so they are of two pictures, and beside a title', async () => {
      const picture = await makePicture(path.join(site.site.home.directory, 'scene-b.jpg'));
      const first = await site.site.uploadAsset(picture, 'scene-b.jpg');
      const second = await site.site.uploadAsset(picture, 'scene-c.jpg');
      const csv = [
        'file,account,caption,title',
        `scene-b.jpg|scene-c.jpg,${account.handle},Two pictures,`,
        `${second.id}|${first.id},${account.handle},Under a title,A title`,
      ].join('\n');
      const { rows } = importPosts.response.parse((await run(csv, true, 'photo-titles')).body);
      expect(rows.map(({ problems }) => problems)).toEqual([[], []]);
      const ids = rows.map(({ postId }) => z.number().parse(postId));
      const drafts = await Promise.all(ids.map((id) => site.stories.readPost(id)));
      expect(drafts.map(({ content }) => [content.title, content.description])).toEqual([
        ['', 'Two pictures'],
        ['A title', 'Under a title'],
      ]);
    });

    it('names the settings that a draft does not take, and saves the row once they are gone', async () => {
      const row = (share: string) => `${site.video.id},${account.handle},${share},SELF_ONLY,no`;
      const csv = ['file,account,share_type,privacy,comment', row('inbox'), row('direct_post')];
      const { rows } = importPosts.response.parse((await run(csv.join('\n'), false)).body);
      expect(rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
        ['privacy', 'comment'],
        [],
      ]);
    });

    it('mac-name.csv: a file is found however its accents are spelled', async () => {
      const csv = readFileSync(path.join(FIXTURES, 'mac-name.csv'), 'utf8');
      const named = csv.replace('demo_creator', account.handle);
      const video = path.join(MEDIA, 'harbour-at-dusk.mp4');
      await site.site.uploadAsset(video, 'Café Müller.mp4'.normalize('NFC'));
      await site.site.uploadAsset(video, 'Übung.mp4'.normalize('NFD'));
      // Two marks on one letter, in an order that no normal form has; Hangul in its letters.
      await site.site.uploadAsset(video, 'Tie\u0302\u0323ng Việt.mp4');
      await site.site.uploadAsset(video, '한국.mp4'.normalize('NFC'));
      const more = [
        'Übung.mp4'.normalize('NFC'),
        'Tiệng Việt.mp4'.normalize('NFC'),
        '한국.mp4'.normalize('NFD'),
      ].map((name) => `${name},${account.handle},other way\r\n`);
      const { rows } = importPosts.response.parse((await run(named + more.join(''), false)).body);
      expect(rows.map(({ problems }) => problems)).toEqual([[], [], [], []]);
    });

    it('of as many names as it takes asks the database in lots', async () => {
      const files = Array.from({ length: 35 }, (_, index) => `picture-${index}.jpg`);
      const lines = Array.from({ length: 500 }, (_, row) =>
        [files.map((name) => `${row}-${name}`).join('|'), account.handle].join(','),
      );
      const knex = site.site.strapi.db.connection;
      let statements = 0;
      const count = (): void => void (statements += 1);
      knex.on('query', count);
      const answer = await run(['file,account', ...lines].join('\n'), false);
      knex.removeListener('query', count);
      const { rows } = importPosts.response.parse(answer.body);
      expect(rows).toHaveLength(500);
      expect(rows[0]?.problems).toHaveLength(35);
      // Each for itself would be 17,500.
      expect(statements).toBeLessThan(1_000);
    });

    it('of a number beyond every id is told like any other missing file', async () => {
      const csv = `file,account\n99999999999999999999,${account.handle}`;
      const [row] = importPosts.response.parse((await run(csv, false)).body).rows;
      expect(row?.problems.map(({ column }) => column)).toEqual(['file']);
    });

    it('does not show a file that the person may not read', async () => {
      const { token: poor } = await site.site.createAdmin({
        roleActions: [ACTIONS.importPosts, ACTIONS.composePosts],
      });
      const csv = `file,account\n${site.video.id},@${account.handle}`;
      const [row] = importPosts.response.parse(
        (await run(csv, true, 'poor-import', poor)).body,
      ).rows;
      expect(row?.problems[0]?.column).toBe('file');
      expect(row?.postId).toBeNull();
    });
  });

  it('lets a draft keep a wish for its time, and moves it without consent', async () => {
    const draft = await site.send(account.id, {
      when: { type: 'draft', at: inHours(7) },
      consent: null,
    });
    expect(draft).toMatchObject({ state: 'draft', nextStepAt: null });
    const at = inHours(9);
    const moved = await site.site.request('POST', `/tiktok/posts/${draft.id}/reschedule`, {
      token,
      body: { version: draft.version, at },
    });
    expect(moved.body).toMatchObject({
      post: { state: 'draft', scheduledAt: at, nextStepAt: null },
    });
    expect(isIn('draft')(await site.stories.readPost(draft.id))).toBe(true);
  });
});
