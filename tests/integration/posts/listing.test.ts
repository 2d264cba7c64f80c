import { ACTIONS } from '../../../contracts/permissions';
import { listPosts } from '../../../contracts/posts';
import { makePicture } from '../../support';
import { asRoot, type PublisherSite, startPublisher } from './support';

const HOUR_MS = 3_600_000;
const now = Date.now();
const inHours = (hours: number): string => new Date(now + hours * HOUR_MS).toISOString();

describe('the list of posts', () => {
  let publisher: PublisherSite;
  const accounts: number[] = [];

  const draft = async (accountId: number, caption: string): Promise<number> =>
    (
      await publisher.send(accountId, {
        content: { caption },
        when: { type: 'draft' },
        consent: null,
      })
    ).id;
  const ask = async (query: Record<string, string | number> = {}) => {
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]) => [name, String(value)]),
    ).toString();
    const answer = await asRoot(publisher.site, 'GET', `/tiktok/posts?${search}`);
    const { posts, pagination } = listPosts.response.parse(answer.body);
    return { ids: posts.map(({ id }) => id), total: pagination.total };
  };
  const restrict = async (accountId: number, roleIds: number[] | null) => {
    const changed = await asRoot(publisher.site, 'PUT', `/tiktok/accounts/${accountId}`, {
      version: 'latest',
      roleIds,
    });
    expect(changed.status).toBe(200);
  };

  beforeAll(async () => {
    publisher = await startPublisher();
    for (let count = 0; count < 3; count += 1) accounts.push((await publisher.newAccount()).id);
  });
  afterAll(() => publisher?.stop());
  beforeEach(() => publisher.db('tiktok_posts').delete());

  it('finds a post by when it was sent, else is planned, else was made', async () => {
    const [accountId = 0] = accounts;
    const made = await draft(accountId, 'Made');
    const planned = await draft(accountId, 'Planned');
    const sent = await draft(accountId, 'Sent');
    const set = (id: number, times: Record<string, number>) =>
      publisher.db('tiktok_posts').where({ id }).update(times);
    await set(made, { created_at: now - 30 * HOUR_MS });
    await set(planned, { scheduled_at: now + 30 * HOUR_MS, created_at: now - 30 * HOUR_MS });
    await set(sent, {
      published_at: now + 90 * HOUR_MS,
      scheduled_at: now + 30 * HOUR_MS,
      created_at: now - 30 * HOUR_MS,
    });
    expect((await ask({ from: inHours(-31), to: inHours(-29) })).ids).toEqual([made]);
    expect((await ask({ from: inHours(29), to: inHours(31) })).ids).toEqual([planned]);
    expect((await ask({ from: inHours(89), to: inHours(91) })).ids).toEqual([sent]);
    // From its first millisecond, up to but without its last.
    expect((await ask({ from: inHours(30), to: inHours(90) })).ids).toEqual([planned]);
    expect((await ask({ from: inHours(30), sort: 'time', order: 'asc' })).ids).toEqual([
      planned,
      sent,
    ]);
    expect((await ask({ to: inHours(30) })).ids).toEqual([made]);
    expect((await ask({ sort: 'time', order: 'desc' })).ids).toEqual([sent, planned, made]);
    expect((await ask({ dated: 'false' })).ids).toEqual([made]);
    expect((await ask({ dated: 'true', order: 'asc' })).ids).toEqual([planned, sent]);
  });

  it('comes in pages that leave nothing out and repeat nothing, whatever the order', async () => {
    const ids: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      ids.push(await draft(accounts[count % 2] ?? 0, `Page ${count}`));
    }
    // Made in the same millisecond.
    await publisher.db('tiktok_posts').update({ created_at: now });
    for (const sort of ['created', 'time', 'state', 'account']) {
      const pages = [];
      for (const page of [1, 2, 3]) pages.push(await ask({ sort, page, pageSize: 3 }));
      expect(pages.map(({ total }) => total)).toEqual([7, 7, 7]);
      const all = pages.flatMap((page) => page.ids);
      expect([...all].sort((a, b) => a - b)).toEqual(ids);
      if (sort !== 'account') expect(all).toEqual([...ids].reverse());
    }
    const found = await ask({ search: 'PAGE', page: 3, pageSize: 3 });
    expect(found).toEqual({ ids: [ids[0]], total: 7 });
    expect(await ask({ page: 4, pageSize: 3 })).toEqual({ ids: [], total: 7 });
  });

  it('shows each with the beginning of its words, and a picture that opens without a secret', async () => {
    const [accountId = 0] = accounts;
    const { site } = publisher;
    const file = await makePicture(`${site.home.directory}/quay.png`);
    const pictures = [await site.uploadAsset(file, 'a.png'), await site.uploadAsset(file, 'b.png')];
    const unsent = { when: { type: 'draft' }, consent: null } as const;
    await publisher.send(accountId, {
      ...unsent,
      content: { caption: `Sailing\n${'far '.repeat(60)}`, coverTimestampMs: 1_500 },
    });
    await publisher.send(accountId, {
      ...unsent,
      kind: 'photo',
      assetIds: pictures.map(({ id }) => id),
      content: { title: 'Two pictures', photoCoverIndex: 1 },
    });
    const seenBy = async (token: string) => {
      const { body } = await site.request('GET', '/tiktok/posts?order=asc', { token });
      return listPosts.response.parse(body).posts;
    };
    const [film, photos] = await seenBy(await site.as('superAdmin'));
    expect(film?.excerpt).toMatch(/^Sailing far .*far…$/);
    expect(film?.thumbnail?.url).toMatch(/^\/uploads\/[^?]+\.mp4#t=1\.5$/);
    expect(film?.thumbnail?.element).toBe('video');
    expect(photos?.excerpt).toBe('Two pictures');
    expect(photos?.thumbnail?.url).toMatch(/^\/uploads\/(thumbnail_)?b_[^?#]+\.png$/);
    const shown = await fetch(new URL(photos?.thumbnail?.url ?? '', site.url));
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    // Who may not look into the Media Library sees no file of it here.
    const { token } = await site.createAdmin({ roleActions: [ACTIONS.viewPosts] });
    expect((await seenBy(token)).map(({ thumbnail }) => thumbnail)).toEqual([null, null]);
  });

  it('hides the posts of accounts that the person may not use, few or most of them, and of erased ones', async () => {
    const [first = 0, second = 0, third = 0] = accounts;
    const mine = await draft(first, 'First');
    const also = await draft(second, 'Second');
    const theirs = await draft(third, 'Third');
    expect(await ask({ order: 'asc' })).toEqual({ ids: [mine, also, theirs], total: 3 });
    const { roleId } = await publisher.site.administrator('editor');
    await restrict(third, [roleId]);
    expect(await ask({ order: 'asc' })).toEqual({ ids: [mine, also], total: 2 });
    expect(await ask({ accountId: third })).toEqual({ ids: [], total: 0 });
    await restrict(second, [roleId]);
    expect(await ask()).toEqual({ ids: [mine], total: 1 });
    await restrict(second, null);
    await restrict(third, null);
    const erased = await asRoot(publisher.site, 'DELETE', `/tiktok/accounts/${third}`);
    expect(erased.status).toBe(200);
    expect(await ask({ order: 'asc' })).toEqual({ ids: [mine, also], total: 2 });
  });
});
