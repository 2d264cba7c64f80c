import { type Core } from '@strapi/strapi';

import { type Chore, newDuty, runOnTime } from '../../server/src/chores';

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
