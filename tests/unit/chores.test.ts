import { type Core } from '@strapi/strapi';

import { type Chore, newDuty, runOnTime, runOwedChores } from '../../server/src/chores';

const HOUR = 3_600_000;
const AT_ONCE = 0;

/** As much of a Strapi as chores ask for; `kept` is what all processes share. */
const processOn = (kept: { value: unknown }, { listening = true } = {}) => {
  const told: string[] = [];
  const strapi = {
    has: () => false,
    server: { httpServer: { listening } },
    log: { warn: (line: string) => void told.push(line) },
    store: () => ({
      get: () => Promise.resolve(kept.value),
      set: ({ value }: { value: unknown }) => {
        kept.value = value;
        return Promise.resolve();
      },
    }),
  };
  return { strapi: strapi as unknown as Core.Strapi, told };
};

const choreThat = (run: () => Promise<unknown>, every = HOUR): Chore => ({
  name: 'tiktok-of-the-test',
  cron: '0 * * * *',
  every,
  run,
});
const counted = () => {
  const times = { count: 0 };
  const run = (): Promise<void> => {
    times.count += 1;
    return Promise.resolve();
  };
  return { times, run };
};

describe('a chore whose time has come', () => {
  it('is done by the process that comes first, and by no other that comes a moment later', async () => {
    const kept = { value: null };
    const { times, run } = counted();
    const chore = choreThat(run);
    for (let index = 0; index < 3; index += 1) {
      await runOnTime(processOn(kept).strapi, newDuty([chore]), chore, AT_ONCE);
    }
    expect(times.count).toBe(1);
    expect(Object.keys(kept.value ?? {})).toEqual([chore.name]);
  });

  it('is done again the next time', async () => {
    const kept = { value: { 'tiktok-of-the-test': Date.now() - HOUR + 60_000 } };
    const { times, run } = counted();
    const chore = choreThat(run);
    await runOnTime(processOn(kept).strapi, newDuty([chore]), chore, AT_ONCE);
    expect(times.count).toBe(1);
  });

  it('is done whatever stands where the last times are kept', async () => {
    const { times, run } = counted();
    const chore = choreThat(run);
    await runOnTime(processOn({ value: 'scribble' }).strapi, newDuty([chore]), chore, AT_ONCE);
    expect(times.count).toBe(1);
  });

  it('is done by every process each time, and noted nowhere, where it comes often', async () => {
    const kept = { value: null };
    const { times, run } = counted();
    const chore = choreThat(run, 60_000);
    for (let index = 0; index < 3; index += 1) {
      await runOnTime(processOn(kept).strapi, newDuty([chore]), chore, AT_ONCE);
    }
    expect(times.count).toBe(3);
    expect(kept.value).toBeNull();
  });

  it('is not done by a process that only runs a command, nor by one that stops while it waits', async () => {
    const kept = { value: null };
    const { times, run } = counted();
    const chore = choreThat(run);
    const command = processOn(kept, { listening: false });
    await runOnTime(command.strapi, newDuty([chore]), chore, AT_ONCE);
    const duty = newDuty([chore]);
    const waiting = runOnTime(processOn(kept).strapi, duty, chore, AT_ONCE);
    duty.stopped = true;
    await waiting;
    expect(times.count).toBe(0);
    expect(kept.value).toBeNull();
  });

  it('is not begun a second time while it is being done', async () => {
    let end: () => void = () => undefined;
    let begun = 0;
    const chore = choreThat(() => {
      begun += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    }, 60_000);
    const duty = newDuty([chore]);
    const { strapi } = processOn({ value: null });
    const first = runOnTime(strapi, duty, chore, AT_ONCE);
    const second = runOnTime(strapi, duty, chore, AT_ONCE);
    await Promise.resolve();
    end();
    await Promise.all([first, second]);
    expect(begun).toBe(1);
  });

  it('that fails is named in the log by the kind of its error alone, and stops nothing', async () => {
    const chore = choreThat(() => Promise.reject(new TypeError('a secret')), 60_000);
    const { strapi, told } = processOn({ value: null });
    await runOnTime(strapi, newDuty([chore]), chore, AT_ONCE);
    expect(told).toEqual(['TikTok: tiktok-of-the-test failed: TypeError']);
  });
});

describe('what is owed where nobody was awake', () => {
  const named = (name: Chore['name'], every: number, run: Chore['run']): Chore => ({
    name,
    cron: '* * * * *',
    every,
    run,
  });

  it('is done once, the rarest first, and each is told how long somebody waits', async () => {
    const done: unknown[] = [];
    const noting = (name: Chore['name'], every: number): Chore =>
      named(name, every, (_strapi, withinMs) => Promise.resolve(done.push([name, withinMs])));
    const duty = newDuty([noting('tiktok-often', 60_000), noting('tiktok-rare', HOUR)]);
    const { strapi } = processOn({ value: null });
    for (let call = 0; call < 2; call += 1) await runOwedChores(strapi, 9_000, duty);
    expect(done).toEqual([
      ['tiktok-rare', 9_000],
      ['tiktok-often', 9_000],
    ]);
  });

  it.each([
    ['begun by the call', false],
    ['at which the process is already', true],
  ])('is not waited for without end: one %s', async (_how, isBegun) => {
    let end: () => void = () => undefined;
    const endless = named('tiktok-endless', 60_000, () => {
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    const duty = newDuty([endless]);
    const { strapi } = processOn({ value: null });
    const before = isBegun ? runOnTime(strapi, duty, endless, AT_ONCE) : null;
    if (isBegun) duty.ran.clear();
    await runOwedChores(strapi, 20, duty);
    expect(duty.running.has('tiktok-endless')).toBe(true);
    end();
    await before;
  });

  it('keeps nobody waiting once it is done', async () => {
    const duty = newDuty([named('tiktok-quick', 60_000, () => Promise.resolve())]);
    await runOwedChores(processOn({ value: null }).strapi, 2 * HOUR, duty);
    expect(duty.ran.has('tiktok-quick')).toBe(true);
  });

  it('and fails for want of the database is told to the caller', async () => {
    const broken = {
      ...processOn({ value: null }).strapi,
      store: () => ({ get: () => Promise.reject(new Error('no database')) }),
    } as unknown as Core.Strapi;
    await expect(runOwedChores(broken, 9_000, newDuty([]))).rejects.toThrow('no database');
  });
});
