import { config } from '../../../server/src/config';

const SECRET = 'a-word-that-nobody-may-read';

const env = Object.assign((_key: string, fallback = ''): string => fallback, {
  int: (_key: string, fallback: number): number => fallback,
});

/** What the boot ends with, or nothing. */
const complaintAbout = (publisher: Record<string, unknown>): string => {
  const defaults = config.default({ env });
  try {
    config.validator({ ...defaults, publisher: { ...defaults.publisher, ...publisher } });
    return '';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('what carries the publisher’s work', () => {
  it('is the database where nothing is configured', () => {
    expect(config.default({ env }).publisher.engine).toBe('database');
    expect(complaintAbout({})).toBe('');
  });

  it.each<[string, Record<string, unknown>]>([
    ['Redis', { engine: 'bullmq', redis: { url: `redis://:${SECRET}@localhost:6379/2` } }],
    [
      'Redis over TLS, with a prefix',
      { engine: 'bullmq', redis: { url: 'rediss://r', prefix: 'cms' } },
    ],
    ['the site’s own PostgreSQL', { engine: 'bullmq', postgres: {} }],
    [
      'another PostgreSQL',
      { engine: 'bullmq', postgres: { url: 'postgres://u:p@h/d', schema: 'q' } },
    ],
    ['an address that waits until the engine is switched on', { redis: { url: 'redis://r' } }],
  ])('may be BullMQ on %s', (_name, publisher) => {
    expect(complaintAbout(publisher)).toBe('');
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['an engine that is misspelt', { engine: 'bull' }, /publisher\.engine: .*"bullmq"/],
    ['BullMQ on nothing', { engine: 'bullmq' }, /publisher\.engine: .*`redis` or `postgres`/],
    [
      'BullMQ on both',
      { engine: 'bullmq', redis: { url: 'redis://r' }, postgres: {} },
      /publisher\.engine: .*`redis` or `postgres`/,
    ],
    [
      'an address of something else',
      { engine: 'bullmq', redis: { url: `https://u:${SECRET}@h` } },
      /publisher\.redis\.url/,
    ],
    [
      'no address',
      { engine: 'bullmq', postgres: { url: `u:${SECRET}@h` } },
      /publisher\.postgres\.url/,
    ],
    [
      'a schema that would have to be quoted',
      { engine: 'bullmq', postgres: { schema: 'a"; drop' } },
      /publisher\.postgres\.schema/,
    ],
    [
      'a key that is misspelt',
      { engine: 'bullmq', redis: { uri: `redis://:${SECRET}@h` } },
      /publisher\.redis/,
    ],
  ])('refuses %s, names the key, and repeats no secret', (_name, publisher, words) => {
    const complaint = complaintAbout(publisher);
    expect(complaint).toMatch(words);
    expect(complaint).not.toContain(SECRET);
  });
});
