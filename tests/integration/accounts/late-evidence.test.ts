import { type Accounts } from '../../../server/src/accounts';
import { until } from '../../support';
import { asRoot, isIn, type PublisherSite, startPublisher } from '../posts/support';
import { holdNext, whereStored } from './support';

jest.setTimeout(240_000);

let publisher: PublisherSite;
let accounts: Accounts;
let users = 0;

beforeAll(async () => {
  publisher = await startPublisher();
  accounts = publisher.site.strapi.plugin('tiktok').service('accounts');
  await publisher.stories.changeSettings({ insights: true });
});
afterAll(() => publisher?.stop());
afterEach(() => {
  publisher.tiktok.faults.clear();
  publisher.tiktok.setWebhookUrl(null);
});

const newUser = async () => {
  users += 1;
  const handle = `evident_${users}_`;
  publisher.tiktok.act('addAccount', { handle, nickname: `Nickname of ${handle}` });
  return { ...(await publisher.stories.connect(handle)), handle };
};
type User = Awaited<ReturnType<typeof newUser>>;

/** Published, as TikTok has it; to us it said that it failed, if `failed`. */
const onTikTok = async ({ id, handle }: User, failed = false) => {
  const { tiktok, send, stories, hasteTo } = publisher;
  tiktok.setWebhookUrl(failed ? null : `${publisher.site.url}/api/tiktok/webhook`);
  if (failed) {
    tiktok.faults.add({
      kind: 'edited',
      endpoint: 'status',
      handle,
      put: { status: 'FAILED', fail_reason: 'internal' },
      without: ['publicaly_available_post_id'],
    });
  }
  const post = await send(id, { content: { caption: `Caption of ${handle}` } });
  if (failed) await hasteTo(post.id, isIn('failed'));
  else await stories.waitFor(post.id, ({ link }) => link !== null);
  await tiktok.settled();
  tiktok.setWebhookUrl(null);
  return post.id;
};

/** What is asked of TikTok about the user's posts, and which call of it is held back. */
const LATE: [
  string,
  Parameters<typeof holdNext>[1],
  (user: User) => Promise<() => Promise<unknown>>,
][] = [
  [
    'the answer to the init of a pull',
    'video.init',
    async ({ id }) =>
      () =>
        publisher.send(id, { transfer: 'pull_from_url' }),
  ],
  [
    'the answer to the init of an upload',
    'video.init',
    async ({ id }) =>
      () =>
        publisher.send(id),
  ],
  [
    'the status of a failed post that a person sends again',
    'status',
    async (user) => {
      const post = await onTikTok(user, true);
      const { version } = await publisher.stories.readPost(post);
      return () => asRoot(publisher.site, 'POST', `/tiktok/posts/${post}/retry`, { version });
    },
  ],
  [
    'the list of videos, for a failed post that a person sends again',
    'video.list',
    async (user) => {
      const post = await onTikTok(user, true);
      const { handle } = user;
      publisher.tiktok.faults.add({
        kind: 'edited',
        endpoint: 'status',
        handle,
        put: { status: 'FAILED', fail_reason: 'internal' },
        without: ['publicaly_available_post_id'],
      });
      const { version } = await publisher.stories.readPost(post);
      return () => asRoot(publisher.site, 'POST', `/tiktok/posts/${post}/retry`, { version });
    },
  ],
  [
    'the list of videos, for a page of insights',
    'video.list',
    async (user) => {
      await onTikTok(user);
      return () => asRoot(publisher.site, 'GET', `/tiktok/insights/accounts/${user.id}/videos`);
    },
  ],
  [
    'the counters of an account',
    'user.info',
    async (user) => {
      await onTikTok(user);
      return () => asRoot(publisher.site, 'GET', `/tiktok/insights/accounts/${user.id}`);
    },
  ],
];

describe.each(LATE)('%s, which comes after the account was erased,', (_, endpoint, prepare) => {
  it('brings nothing of its posts back', async () => {
    const { site, tiktok, accepted, live } = publisher;
    const user = await newUser();
    const ask = await prepare(user);
    const held = holdNext(site, endpoint);
    const late = ask();
    await held;
    await accounts.erase(user.id, 'a test');
    tiktok.faults.release();
    await late;
    await until('nobody works on a post', () => publisher.posts().engine.health().working === 0);
    await tiktok.settled();
    const ids = [
      ...accepted(user.handle).map(({ publishId }) => publishId),
      ...live(user.handle).map(({ postId }) => postId),
    ];
    expect(ids).not.toHaveLength(0);
    expect(await whereStored(site, [user.openId, user.handle, ...ids])).toEqual([]);
    expect(await publisher.db('tiktok_account_days').where({ account_id: user.id })).toEqual([]);
  });
});
