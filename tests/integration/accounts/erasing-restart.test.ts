import { type Accounts } from '../../../server/src/accounts';
import { CLIENT_KEY, createStories, startTestStrapi } from '../../support';
import { whereStored } from './support';

describe('a restart', () => {
  it('T52: forgets neither an unconfirmed deletion nor an erasure that was cut off', async () => {
    const first = await startTestStrapi({ emulator: true });
    const stories = createStories(first, first.emulator, () => first.as('superAdmin'));
    const deleted = await stories.connect('demo_creator');
    const cutOff = await stories.connect('no_duets');
    first.emulator().setWebhookUrl(null);
    const service: Accounts = first.strapi.plugin('tiktok').service('accounts');
    const knex = first.strapi.db.connection;
    await knex('tiktok_events').insert({
      digest: 'of-a-test',
      client_key: CLIENT_KEY,
      open_id: deleted.openId,
      event: 'authorization.removed',
      body: JSON.stringify({
        client_key: CLIENT_KEY,
        event: 'authorization.removed',
        create_time: Math.floor(Date.now() / 1000) + 1,
        user_openid: deleted.openId,
        content: '{"reason":2}',
      }),
      received_at: Date.now(),
    });
    await knex.raw(
      `CREATE TRIGGER cut_off BEFORE UPDATE OF nickname ON tiktok_accounts
       BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
    );
    await expect(service.erase(cutOff.id, 'a test')).rejects.toThrow('The account is erased');
    await knex.raw('DROP TRIGGER cut_off');
    await first.stop({ keepHome: true });

    // TikTok knows none of these sign-ins any more.
    const second = await startTestStrapi({ emulator: true, home: first.home, port: first.port });
    try {
      const after: Accounts = second.strapi.plugin('tiktok').service('accounts');
      await after.followUp();
      expect(await after.find(deleted.id)).toMatchObject({ erased: true });
      expect(await after.find(cutOff.id)).toMatchObject({ erased: true });
      const words = [deleted.openId, cutOff.openId, 'Nora No-Duets', 'Demo Creator'];
      expect(await whereStored(second, words)).toEqual([]);
    } finally {
      await second.stop();
    }
  });
});
