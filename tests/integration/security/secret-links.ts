import { z } from 'zod';

import { newLink } from '../../../contracts/handover';
import { ACTIONS } from '../../../contracts/permissions';
import { type PostView } from '../../../contracts/posts';
import { listSecretLinks, type SecretLink } from '../../../contracts/secret-links';
import { type Administrator, type Grant, startTestStrapi } from '../../support';
import { type PublisherSite, startPublisher } from '../posts/support';

const TOMORROW = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };
const COMPOSER: readonly Grant[] = [
  ACTIONS.viewPosts,
  ACTIONS.composePosts,
  { action: 'plugin::upload.read' },
];

/** Everybody's secret links are one question to the database, over two tables. */
export const describeSecretLinks = (database: 'sqlite' | 'postgres' | 'mariadb'): void => {
  describe(`everybody's secret links, on ${database}`, () => {
    let publisher: PublisherSite;
    let post: PostView;
    let maker: Administrator;

    beforeAll(async () => {
      const site = await startTestStrapi({ database, emulator: { allowPrivatePulls: true } });
      publisher = await startPublisher({ site });
      const { id } = await publisher.newAccount();
      post = await publisher.send(id, { shareType: 'inbox', options: {}, when: TOMORROW });
    });
    afterAll(() => publisher?.stop());

    beforeEach(async () => {
      await publisher.db('tiktok_links').delete();
      await publisher.db('tiktok_feeds').delete();
      await publisher.db('tiktok_posts').where({ id: post.id }).update({ state: 'scheduled' });
      maker = await publisher.site.createAdmin({ roleActions: COMPOSER });
    });

    const statusOf = async (url: string): Promise<number> =>
      (await publisher.site.request('GET', url)).status;

    const make = async (path: string): Promise<string> => {
      const answer = await publisher.site.request('POST', path, { token: maker.token, body: {} });
      const read = z.union([z.object({ link: newLink }), z.object({ url: z.string() })]);
      const made = read.parse(answer.body);
      return 'link' in made ? made.link.url : made.url;
    };
    const MAKERS = {
      handover: () => make(`/tiktok/posts/${post.id}/handover`),
      preview: () => make(`/tiktok/posts/${post.id}/preview-link`),
      feed: () => make('/tiktok/plan/feed'),
    };
    const KINDS = ['handover', 'preview', 'feed'] as const;

    const askedBy = (token: string, query = '') =>
      publisher.site.request('GET', `/tiktok/secret-links${query}`, { token });
    const listFor = async (token: string, query = '') =>
      listSecretLinks.response.parse((await askedBy(token, query)).body);
    const asRoot = () => publisher.site.as('superAdmin');
    const holding = async (...rights: Grant[]): Promise<string> =>
      (await publisher.site.createAdmin({ roleActions: rights })).token;
    const revoke = async ({ kind, id }: Pick<SecretLink, 'kind' | 'id'>, token: string) =>
      (await publisher.site.request('DELETE', `/tiktok/secret-links/${kind}/${id}`, { token }))
        .status;

    it('an administrator sees everybody’s links: who made them, for what, since when and how long', async () => {
      const urls = [await MAKERS.handover(), await MAKERS.preview(), await MAKERS.feed()];
      const answer = await askedBy(await asRoot());
      const { links, pagination } = listSecretLinks.response.parse(answer.body);
      expect(pagination.total).toBe(3);
      expect(
        new Map(links.map(({ kind, post: shown, opens }) => [kind, { shown, opens }])),
      ).toEqual(
        new Map<string, unknown>([
          ['handover', { shown: { id: post.id, title: post.title }, opens: true }],
          ['preview', { shown: { id: post.id, title: post.title }, opens: true }],
          ['feed', { shown: null, opens: true }],
        ]),
      );
      for (const { madeBy, createdAt, expiresAt, kind, lastOpenedAt } of links) {
        expect(madeBy).toMatch(/^Person \d+$/);
        expect(Date.now() - Date.parse(createdAt)).toBeLessThan(600_000);
        expect(expiresAt === null).toBe(kind === 'feed');
        expect(lastOpenedAt).toBeNull();
      }
      // Nothing of it opens anything: the addresses are stored nowhere.
      for (const url of urls) expect(answer.text).not.toContain(url.split('/').at(-1));
    });

    it.each(KINDS)('a %s says when it was last opened, once it was', async (kind) => {
      const url = await MAKERS[kind]();
      await statusOf(url);
      const [link] = (await listFor(await asRoot())).links;
      expect(Date.now() - Date.parse(link?.lastOpenedAt ?? '')).toBeLessThan(600_000);
    });

    it.each(KINDS)(
      'a %s of somebody else is revoked by an administrator, at once',
      async (kind) => {
        const url = await MAKERS[kind]();
        const [link] = (await listFor(await asRoot())).links;
        if (!link) throw new Error('It is not listed.');
        expect(await statusOf(url)).toBe(200);
        expect(await revoke(link, await holding(ACTIONS.changeSettings))).toBe(200);
        expect(await statusOf(url)).toBe(404);
        expect((await listFor(await asRoot())).links).toEqual([]);
        expect(await revoke(link, await asRoot())).toBe(404);
      },
    );

    it('a link of one kind is not revoked under the name of another', async () => {
      const url = await MAKERS.preview();
      const [link] = (await listFor(await asRoot())).links;
      if (!link) throw new Error('It is not listed.');
      expect(await revoke({ kind: 'handover', id: link.id }, await asRoot())).toBe(404);
      expect(await revoke({ kind: 'feed', id: link.id }, await asRoot())).toBe(404);
      expect(await statusOf(url)).toBe(200);
    });

    describe('whoever has', () => {
      it.each([
        ['every right on posts may neither see nor revoke them', COMPOSER, 403, 403],
        ['the right to read settings sees them', [ACTIONS.readSettings], 200, 403],
        ['the right to change settings revokes them', [ACTIONS.changeSettings], 200, 200],
      ] as const)('%s', async (_rights, rights, mayList, mayRevoke) => {
        await MAKERS.feed();
        const [link] = (await listFor(await asRoot())).links;
        if (!link) throw new Error('It is not listed.');
        const token = await holding(...rights);
        expect((await askedBy(token)).status).toBe(mayList);
        expect(await revoke(link, token)).toBe(mayRevoke);
      });

      it('no right to see posts is not told what they are called', async () => {
        await MAKERS.preview();
        const answer = await askedBy(await holding(ACTIONS.readSettings));
        expect(listSecretLinks.response.parse(answer.body).links).toMatchObject([
          { post: { id: post.id, title: null } },
        ]);
        expect(answer.text).not.toContain(post.title);
      });
    });

    describe('a link', () => {
      it.each([
        ['has run out', () => publisher.db('tiktok_links').update({ expires_at: Date.now() - 1 })],
        ['was revoked', () => publisher.db('tiktok_links').update({ revoked_at: Date.now() })],
        [
          'shows what is published',
          () => publisher.db('tiktok_posts').where({ id: post.id }).update({ state: 'published' }),
        ],
        [
          'shows what was cancelled',
          () => publisher.db('tiktok_posts').where({ id: post.id }).update({ state: 'cancelled' }),
        ],
      ] as const)('that %s is not listed any more', async (_why, end) => {
        await MAKERS.preview();
        await MAKERS.handover();
        await end();
        expect(await listFor(await asRoot())).toMatchObject({
          links: [],
          pagination: { total: 0 },
        });
      });

      it.each(KINDS)('that rests, its maker having lost a right, says so (%s)', async (kind) => {
        await MAKERS[kind]();
        await publisher.site.grant(maker.roleId, []);
        expect((await listFor(await asRoot())).links).toMatchObject([{ kind, opens: false }]);
      });

      it('of a person who was deleted is still to be revoked', async () => {
        await MAKERS.feed();
        await publisher.site.strapi.db.query('admin::user').delete({ where: { id: maker.id } });
        const { links } = await listFor(await asRoot());
        expect(links).toMatchObject([{ kind: 'feed', madeBy: null, opens: false }]);
        expect(await revoke(links[0]!, await asRoot())).toBe(200);
      });
    });

    it('the links come in pages, the newest first', async () => {
      for (const kind of ['preview', 'preview', 'handover'] as const) await MAKERS[kind]();
      const first = await listFor(await asRoot(), '?page=1&pageSize=2');
      const second = await listFor(await asRoot(), '?page=2&pageSize=2');
      expect([first.pagination.total, first.links.length, second.links.length]).toEqual([3, 2, 1]);
      const times = [...first.links, ...second.links].map(({ createdAt }) => Date.parse(createdAt));
      expect(times).toEqual([...times].sort((a, b) => b - a));
    });
  });
};
