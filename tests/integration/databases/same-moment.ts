import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import { postView, type PostView } from '../../../contracts/posts';
import { holdsOffErasure, ofNoErased } from '../../../server/src/accounts/not-erased';
import { inTransaction, table } from '../../../server/src/database/tables';
import { type BudgetKind, createBudget } from '../../../server/src/posts/limits/budget';
import { type Site, startStrapiProcess, startTestStrapi, type StrapiProcess } from '../../support';
import { type Composed, type PublisherSite, startPublisher } from '../posts/support';

const made = z.object({ post: postView });
const AT_ONCE = 6;
const tomorrow = { type: 'at' as const, at: new Date(Date.now() + 86_400_000).toISOString() };

/** In each database's words: what is taken from a budget is written down as it happens. */
const WATCHING = {
  sqlite: [
    `CREATE TRIGGER watch_slots AFTER UPDATE ON tiktok_slots
     WHEN NEW.attempt_id < 0 AND NEW.attempt_id IS NOT OLD.attempt_id
     BEGIN INSERT INTO taken_slots VALUES (NEW.kind, NEW.attempt_id); END`,
  ],
  postgres: [
    `CREATE FUNCTION watch_slots() RETURNS trigger LANGUAGE plpgsql AS
     'BEGIN INSERT INTO taken_slots VALUES (NEW.kind, NEW.attempt_id); RETURN NEW; END'`,
    `CREATE TRIGGER watch_slots AFTER UPDATE ON tiktok_slots FOR EACH ROW
     WHEN (NEW.attempt_id < 0 AND NEW.attempt_id IS DISTINCT FROM OLD.attempt_id)
     EXECUTE FUNCTION watch_slots()`,
  ],
  mariadb: [
    `CREATE TRIGGER watch_slots AFTER UPDATE ON tiktok_slots FOR EACH ROW
     BEGIN IF NEW.attempt_id < 0 AND NOT NEW.attempt_id <=> OLD.attempt_id
     THEN INSERT INTO taken_slots VALUES (NEW.kind, NEW.attempt_id); END IF; END`,
  ],
} as const;

const takenSlots = z.array(z.object({ kind: z.string(), mark: z.coerce.number() }));

/** Two people, two forms, one moment: on this database, in as many processes as it allows. */
export const describeSameMoment = (database: 'sqlite' | 'postgres' | 'mariadb'): void => {
  describe(`posts that are stored at the same moment, on ${database}`, () => {
    let publisher: PublisherSite;
    let other: StrapiProcess | undefined;
    let doors: Site[];

    beforeAll(async () => {
      const site = await startTestStrapi({ database, emulator: true });
      publisher = await startPublisher({ site });
      // SQLite is for one process.
      if (database !== 'sqlite') other = await startStrapiProcess({ home: site.home });
      doors = [publisher.site, other ?? publisher.site];
    });
    afterAll(async () => {
      await other?.kill();
      await publisher?.stop();
    });

    const press = async (index: number, accountId: number, changes: Composed) => {
      const door = doors[index % doors.length]!;
      return door.request('POST', '/tiktok/posts', {
        token: await publisher.site.as('superAdmin'),
        body: publisher.stories.postOf(accountId, [publisher.video.id], changes),
      });
    };

    it('are one, where the same file goes to the same account, and the others are told', async () => {
      const { id } = await publisher.newAccount();
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) => press(index, id, { when: tomorrow })),
      );
      const taken = answers.filter(({ status }) => status === 200);
      expect(taken).toHaveLength(1);
      const { post } = made.parse(taken[0]!.body);
      const told = answers
        .filter(({ status }) => status !== 200)
        .map(({ body }) => apiError.parse(body).error);
      for (const { status, message, details } of told) {
        expect([status, details.code, details.postId]).toEqual([409, 'just_sent', post.id]);
        expect(message).toContain('You sent the same file');
      }
      // The second person goes on knowingly.
      const again = await press(1, id, { when: tomorrow, knownRepeats: [post.id] });
      expect(again.status).toBe(200);
    });

    it('are told of what was sent a moment before, and of nothing that is only a draft', async () => {
      const { id } = await publisher.newAccount();
      const draft = { when: { type: 'draft' as const }, consent: null };
      expect((await press(0, id, draft)).status).toBe(200);
      expect((await press(1, id, { when: tomorrow })).status).toBe(200);
      expect((await press(0, id, { when: tomorrow })).status).toBe(409);
      expect((await press(1, id, draft)).status).toBe(200);
    });

    it('are one, where failed ones of the same file are sent again, and the others are told', async () => {
      const { id } = await publisher.newAccount();
      const failed: PostView[] = [];
      for (let index = 0; index < 3; index += 1) {
        const knownRepeats = failed.map((one) => one.id);
        const { body } = await press(index, id, { when: tomorrow, knownRepeats });
        failed.push(made.parse(body).post);
      }
      const ids = failed.map((one) => one.id);
      await publisher.db('tiktok_posts').whereIn('id', ids).update({ state: 'failed' });
      // They failed long ago.
      await publisher.db('tiktok_guards').whereIn('post_id', ids).delete();
      const retry = async (index: number, more: object) =>
        doors[index % doors.length]!.request('POST', `/tiktok/posts/${ids[index]}/retry`, {
          token: await publisher.site.as('superAdmin'),
          body: { version: failed[index]!.version, ...more },
        });
      const answers = await Promise.all([0, 1, 2].map((index) => retry(index, {})));
      const taken = answers.findIndex(({ status }) => status === 200);
      const told = [0, 1, 2].filter((index) => index !== taken);
      for (const index of told) {
        const { status, message, details } = apiError.parse(answers[index]!.body).error;
        expect([status, details.code, details.postId]).toEqual([409, 'just_sent', ids[taken]]);
        expect(message).toContain('You sent the same file');
      }
      const again = await retry(told[0]!, { knownRepeats: [ids[taken]] });
      expect(again.status).toBe(200);
    });

    it('never take the same of an account’s posting times', async () => {
      const { id } = await publisher.newAccount();
      const times = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
        { account_id: id, weekday, time: '09:00' },
        { account_id: id, weekday, time: '17:00' },
      ]);
      for (const row of times) await publisher.db('tiktok_posting_times').insert(row);
      const drafts: PostView[] = [];
      for (let index = 0; index < AT_ONCE; index += 1) {
        const body = { when: { type: 'draft' as const }, consent: null };
        drafts.push(made.parse((await press(0, id, body)).body).post);
      }
      const token = await publisher.site.as('superAdmin');
      const known = drafts.map((one) => one.id);
      // New ones and drafts that are agreed to, all at once.
      const answers = await Promise.all(
        drafts.map((draft, index) => {
          const body = publisher.stories.postOf(id, [publisher.video.id], {
            when: { type: 'next_slot' },
            knownRepeats: known,
          });
          return doors[index % doors.length]!.request('PUT', `/tiktok/posts/${draft.id}`, {
            token,
            body: { ...body, version: draft.version },
          });
        }),
      );
      expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
      const taken = answers.map(({ body }) => made.parse(body).post.scheduledAt);
      expect(new Set(taken).size).toBe(AT_ONCE);
    });

    it('nothing that TikTok tells is stored of an account that is erased, nor while it is being erased', async () => {
      const { id } = await publisher.newAccount();
      const { strapi } = publisher.site;
      const { post } = made.parse((await press(0, id, { when: tomorrow })).body);
      const [condition, bindings] = ofNoErased(strapi, 'tiktok_posts.account_id');
      const store = () =>
        publisher
          .db('tiktok_posts')
          .where({ id: post.id })
          .whereRaw(condition, [...bindings])
          .update({ title: 'told by TikTok' });
      expect(await store()).toBe(1);

      const order: string[] = [];
      let erasing: Promise<unknown> | undefined;
      await inTransaction(strapi, async (trx) => {
        expect(await holdsOffErasure(strapi, id, trx)).toBe(true);
        erasing = publisher
          .db('tiktok_accounts')
          .where({ id })
          .update({ erased_at: Date.now() })
          .then(() => order.push('erased'));
        // Each goes to the database and back, so an erasure that nothing holds off is quicker.
        for (let count = 0; count < 20; count += 1) {
          await table(strapi, 'tiktok_posts', trx).where({ id: post.id }).first('id');
        }
        order.push('stored');
      });
      await erasing;
      expect(order).toEqual(['stored', 'erased']);

      expect(await store()).toBe(0);
      await inTransaction(strapi, async (trx) => {
        expect(await holdsOffErasure(strapi, id, trx)).toBe(false);
      });
    });

    it('take the calls of a step from the budget all together or not at all, while forms ask for one of them', async () => {
      const { id } = await publisher.newAccount();
      const knex = publisher.site.strapi.db.connection;
      await knex.raw('CREATE TABLE taken_slots (kind VARCHAR(32), mark BIGINT)');
      for (const statement of WATCHING[database]) await knex.raw(statement);
      const budget = createBudget({ strapi: publisher.site.strapi });
      const step: BudgetKind[] = ['creator_info', 'direct_post', 'init'];
      const token = await publisher.site.as('superAdmin');
      const body = { accountId: id, shareType: 'direct_post' };
      const threeSteps = async (): Promise<void> => {
        const taken = await Promise.all([1, 2, 3].map(() => budget.take(id, step)));
        expect(taken.map(({ ok }) => ok)).toEqual([true, true, true]);
      };
      for (let round = 0; round < 6; round += 1) {
        const forms = [1, 2, 3].map(() =>
          doors[1]!.request('POST', '/tiktok/composer/account', { token, body }),
        );
        // What a form of this process takes.
        const others = [1, 2, 3, 4].map(() => budget.take(id, ['creator_info']));
        await threeSteps();
        await Promise.all(others);
        await threeSteps();
        const opened = await Promise.all(forms);
        expect(opened.map(({ status }) => status)).toEqual([200, 200, 200]);
        // Another minute, another day.
        await publisher.db('tiktok_slots').update({ used_at: 0, attempt_id: null });
      }
      const seen = takenSlots.parse(await knex('taken_slots').select('kind', 'mark'));
      const together = new Map<number, string[]>();
      for (const { kind, mark } of seen) {
        together.set(mark, [...(together.get(mark) ?? []), kind].sort());
      }
      const kinds = new Set([...together.values()].map((list) => list.join(' + ')));
      expect([...kinds].sort()).toEqual(['creator_info', 'creator_info + direct_post + init']);
    });
  });
};
