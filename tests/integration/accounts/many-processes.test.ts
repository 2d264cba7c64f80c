import { z } from 'zod';

import { apiError } from '../../../contracts/errors';
import {
  type Answer,
  createHome,
  createStories,
  type AppHome,
  freePort,
  startStrapiProcess,
  startTikTok,
  type StrapiProcess,
} from '../../support';

/** Four Strapis on one PostgreSQL, seen from outside, and one TikTok. */
let home: AppHome;
let tiktok: Awaited<ReturnType<typeof startTikTok>>;
let processes: StrapiProcess[];
let accountId: number;

beforeAll(async () => {
  const port = await freePort();
  home = await createHome('postgres');
  tiktok = await startTikTok(port, {});
  const options = { home, env: tiktok.env };
  // The first one makes the tables.
  const first = await startStrapiProcess({ ...options, port });
  const stories = createStories(
    first,
    () => tiktok.emulator,
    () => first.as('superAdmin'),
  );
  accountId = (await stories.connect()).id;
  processes = [first];
  for (let index = 1; index < 4; index += 1) processes.push(await startStrapiProcess(options));
});
afterAll(async () => {
  for (const running of processes ?? []) await running.kill();
  await tiktok?.emulator.close();
  await home?.remove();
});
beforeEach(() => tiktok.emulator.reset({ grants: true }));

const refreshes = (): number =>
  tiktok.emulator
    .calls()
    .filter(
      ({ endpoint, body }) =>
        endpoint === 'oauth.token' &&
        JSON.stringify(body ?? '').includes('"grant_type":"refresh_token"'),
    ).length;

/** Something that needs the account's token, asked of one of the processes. */
const use = async (site: StrapiProcess): Promise<Answer> =>
  site.request('POST', `/tiktok/accounts/${accountId}/refresh-profile`, {
    token: await site.as('superAdmin'),
  });

const nth = (index: number): StrapiProcess => {
  const found = processes[index % processes.length];
  if (!found) throw new Error('There are no processes.');
  return found;
};

const stateIn = (answer: Answer): string =>
  z.object({ account: z.object({ state: z.string() }) }).parse(answer.body).account.state;

test('T40: 50 workers in four processes on PostgreSQL at one expired token make one refresh and lose no account', async () => {
  tiktok.emulator.expireAccessTokens();
  const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => use(nth(index))));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  expect(new Set(answers.map(stateIn))).toEqual(new Set(['connected']));
  expect(refreshes()).toBe(1);
});

test('T40: a process frozen past its lease in mid-call loses no account, and brings the pair home', async () => {
  const [frozen, other] = [nth(0), nth(1)];
  tiktok.emulator.expireAccessTokens();
  tiktok.emulator.faults.add({
    endpoint: 'oauth.token:refresh_token',
    kind: 'hold',
    after: true,
  });
  const rotated = new Promise<void>((resolve) => {
    const stop = tiktok.emulator.onCall((phase, call) => {
      if (phase !== 'effect' || call.endpoint !== 'oauth.token') return;
      stop();
      resolve();
    });
  });
  const inMidCall = use(frozen);
  await rotated;
  process.kill(frozen.pid, 'SIGSTOP');
  // TikTok's answer now waits in the socket of a process that stands still.
  tiktok.emulator.faults.release();
  const meanwhile = await use(other);
  expect(meanwhile.status).toBe(503);
  expect(apiError.parse(meanwhile.body).error.details.code).toBe('refresh_unclear');

  process.kill(frozen.pid, 'SIGCONT');
  expect((await inMidCall).status).toBe(200);
  for (const site of processes) expect(stateIn(await use(site))).toBe('connected');
});
