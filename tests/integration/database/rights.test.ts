import { z } from 'zod';

import { type AppHome, createHome, startTestStrapi, type TestStrapi } from '../../support';

const EDITOR = 'plugin::tiktok.posts.view';
const WRITER = 'plugin::tiktok.posts.compose';
const VISITOR = 'plugin::tiktok.entryPosts.find';

const held = z.array(
  z.object({
    action: z.string(),
    conditions: z.array(z.string()),
    role: z.object({ id: z.number() }),
  }),
);

/** Strapi deletes the rights of a plugin that is not there at a start. Each step goes on where the last ended. */
describe('the rights that roles hold', () => {
  let home: AppHome;
  let site: TestStrapi;
  let editors: number;
  let writers: number;
  let leavers: number;

  const boot = async (enabled = true): Promise<void> => {
    site = await startTestStrapi({
      home,
      env: {
        TIKTOK_ENABLED: String(enabled),
        USERS_PERMISSIONS: 'true',
        JWT_SECRET: 'test-jwt-secret',
      },
    });
  };
  const reboot = async (enabled = true): Promise<void> => {
    await site.stop({ keepHome: true });
    await boot(enabled);
  };
  const ours = { action: { $startsWith: 'plugin::tiktok.' } };
  const rightsOf = async (roleId: number) =>
    held
      .parse(
        await site.strapi.db.query('admin::permission').findMany({
          where: { ...ours, role: { id: roleId } },
          populate: ['role'],
          orderBy: { action: 'asc' },
        }),
      )
      .map(({ action, conditions }) => [action, ...conditions].join(' '));
  const visitorsMay = async (): Promise<boolean> =>
    (await site.strapi.db
      .query('plugin::users-permissions.permission')
      .count({ where: { action: VISITOR } })) > 0;
  const tokensHold = (): Promise<number> =>
    site.strapi.db.query('admin::api-token-permission').count({ where: ours });

  beforeAll(async () => {
    home = await createHome();
    await boot();
    editors = (await site.createAdmin({ roleActions: [EDITOR] })).roleId;
    const conditions = ['admin::is-creator'];
    writers = (await site.createAdmin({ roleActions: [EDITOR, { action: WRITER, conditions }] }))
      .roleId;
    leavers = (await site.createAdmin({ roleActions: [EDITOR] })).roleId;
    const visitors = await site.strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'public' } });
    await site.strapi.db
      .query('plugin::users-permissions.permission')
      .create({ data: { action: VISITOR, role: visitors.id } });
    const token = await site.request('POST', '/admin/api-tokens', {
      token: await site.as('superAdmin'),
      body: {
        name: 'Front end',
        description: '',
        type: 'custom',
        lifespan: null,
        permissions: [VISITOR],
      },
    });
    expect([token.status, token.text]).toEqual([201, expect.any(String)]);
  });
  afterAll(async () => {
    await site?.stop({ keepHome: true });
    await home?.remove();
  });

  it('are gone in a boot without the plugin, and so are those of visitors and tokens', async () => {
    await reboot(false);
    for (const role of [editors, writers]) expect(await rightsOf(role)).toEqual([]);
    expect([await visitorsMay(), await tokensHold()]).toEqual([false, 0]);
    await site.strapi.db.query('admin::role').delete({ where: { id: leavers } });
  });

  it('come back with the plugin, with their conditions, and are told of', async () => {
    await reboot();
    expect(await rightsOf(editors)).toEqual([EDITOR]);
    expect(await rightsOf(writers)).toEqual([`${WRITER} admin::is-creator`, EDITOR]);
    expect([await visitorsMay(), await tokensHold()]).toEqual([true, 1]);
    const told = site.logs.find(({ message }) => message.includes('They were given back'));
    expect(told?.level).toContain('warn');
    expect(told?.message).toContain('Public');
  });

  it('stay away when an administrator took them, whatever boots follow', async () => {
    await site.grant(writers, [EDITOR]);
    await reboot();
    expect(await rightsOf(writers)).toEqual([EDITOR]);
    await reboot(false);
    await reboot();
    expect(await rightsOf(writers)).toEqual([EDITOR]);
    expect(await rightsOf(editors)).toEqual([EDITOR]);
  });
});
