import { endpoints } from '../../../contracts';
import { PUBLIC_LIMITS } from '../../../server/src/http/public-rate';
import { clientOf, createRateLimiter, type RateLimit } from '../../../server/src/http/rate-limit';

const LIMIT: RateLimit = { perClient: 10, perSite: 100 };
const MINUTE = 60_000;

const limiterAt = (mostClients?: number) => {
  const clock = { at: 0 };
  const limiter = createRateLimiter({
    now: () => clock.at,
    ...(mostClients === undefined ? {} : { mostClients }),
  });
  const take = (client: string | null, limit = LIMIT) => limiter.take('kind', client, limit);
  /** How many of so many calls are let through. */
  const passed = (calls: number, client: string | null, limit = LIMIT): number =>
    Array.from({ length: calls }, () => take(client, limit)).filter(({ ok }) => ok).length;
  return { clock, limiter, take, passed };
};

describe('the limit of calls in a minute', () => {
  it('is of one client, and leaves the others alone', () => {
    const { passed, take } = limiterAt();
    expect(passed(30, '192.0.2.1')).toBe(10);
    expect(take('192.0.2.1')).toMatchObject({ ok: false, of: 'client' });
    expect(passed(5, '192.0.2.2')).toBe(5);
  });

  it('is of all together too, whoever they are', () => {
    const { take } = limiterAt();
    const ok = Array.from({ length: 300 }, (_, at) => take(`192.0.2.${at}`)).filter(
      (one) => one.ok,
    );
    expect(ok).toHaveLength(100);
    expect(take('198.51.100.1')).toMatchObject({ ok: false, of: 'site' });
  });

  it('is of all together alone where clients cannot be told apart', () => {
    expect(limiterAt().passed(300, null)).toBe(100);
  });

  it('slides: a burst at the end of one minute leaves no second one at the beginning of the next', () => {
    const { clock, passed } = limiterAt();
    clock.at = 1;
    passed(1, 'other');
    clock.at = MINUTE - 1;
    expect(passed(20, 'client')).toBe(10);
    clock.at = MINUTE + 2;
    expect(passed(20, 'client')).toBeLessThan(2);
    clock.at = 1.5 * MINUTE;
    expect(passed(20, 'client')).toBeLessThan(7);
    clock.at = 3.1 * MINUTE;
    expect(passed(20, 'client')).toBe(10);
  });

  it.each([0, 0.3, 0.9])(
    'says when the next call is let through, %d minutes after the last',
    (later) => {
      const { clock, passed, take } = limiterAt();
      passed(20, 'client');
      clock.at = later * MINUTE;
      const refused = take('client');
      expect(refused.ok).toBe(false);
      if (refused.ok) return;
      expect(refused.retryAfterMs).toBeLessThanOrEqual(2 * MINUTE);
      clock.at += refused.retryAfterMs + 1;
      expect(take('client').ok).toBe(true);
    },
  );

  it('costs a refused call nothing, so that whoever asks too soon still gets in', () => {
    const { clock, passed } = limiterAt();
    for (clock.at = 0; clock.at < 1.9 * MINUTE; clock.at += 1_000) passed(3, 'client');
    clock.at = 4 * MINUTE;
    expect(passed(20, 'client')).toBe(10);
  });

  it('holds bounded memory, and everybody beyond it to the limit of the site', () => {
    const { clock, limiter, take, passed } = limiterAt(50);
    const wide = { perClient: 10, perSite: 100_000 };
    for (let minute = 0; minute < 4; minute += 1) {
      clock.at = minute * MINUTE;
      for (let at = 0; at < 5_000; at += 1) take(`client ${minute} ${at}`, wide);
      expect(limiter.size()).toBeLessThanOrEqual(102);
    }
    expect(passed(40, 'client 3 1', wide)).toBe(9);
  });
});

describe('a client', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:0db8:0001:0002::', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
  ])('at %s is %s: IPv4 whole, of IPv6 the /64', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });

  it.each(['', 'unknown', '192.0.2', '1.2.3.4, 5.6.7.8', '_hidden', '[::1]:80'])(
    'is nobody who can be told apart at %j',
    (address) => expect(clientOf(address)).toBeNull(),
  );
});

it('every public route has a limit of its own', () => {
  const parts = endpoints
    .filter(({ access }) => 'public' in access)
    .map(({ path }) => path.split('/')[1] ?? '');
  expect(parts.length).toBeGreaterThan(8);
  expect(parts.filter((part) => !Object.hasOwn(PUBLIC_LIMITS, part))).toEqual([]);
});
