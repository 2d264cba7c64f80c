import fc from 'fast-check';

import {
  inboxPollDelay,
  linkPollDelay,
  pollDelay,
  retryDelay,
} from '../../../server/src/posts/limits/backoff';

const HOUR = 3_600_000;

describe('the retry clock', () => {
  it('polls a processing post within seconds at first and hourly in the end, for ever (T06)', () => {
    expect(pollDelay(0)).toBe(2_000);
    expect(pollDelay(1_000)).toBe(HOUR);
    fc.assert(
      fc.property(fc.nat(500), (polls) => {
        expect(pollDelay(polls + 1)).toBeGreaterThanOrEqual(pollDelay(polls));
      }),
    );
  });

  it('never asks more often than TikTok allows for one post', () => {
    let spent = 0;
    let calls = 0;
    while (spent < 60_000) {
      spent += pollDelay(calls);
      calls += 1;
    }
    expect(calls).toBeLessThan(30);
  });

  it('waits at least five seconds and at most fifteen minutes and a fifth between tries', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 10_000 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (tries, random) => {
          const wait = retryDelay(tries, random);
          expect(wait).toBeGreaterThanOrEqual(5_000);
          expect(wait).toBeLessThanOrEqual(15 * 60_000 * 1.2);
        },
      ),
    );
  });

  it('asks about drafts at most hourly and about links ever more rarely', () => {
    expect(inboxPollDelay(0)).toBe(HOUR);
    expect(inboxPollDelay(50)).toBe(24 * HOUR);
    expect(linkPollDelay(0)).toBe(5_000);
    expect(linkPollDelay(50)).toBe(6 * HOUR);
  });
});
