import { type Avatar } from '../../../server/src/accounts/avatar-fetch';
import { createAvatarMemory } from '../../../server/src/accounts/avatar-memory';

const PICTURE: Avatar = { contentType: 'image/png', bytes: Buffer.from('a picture') };
const URL = 'https://example.com/avatar.png';

/** A memory whose fetches end when the test says so. */
const withFetches = (isThere: () => boolean, keptMs?: number) => {
  const waiting: (() => void)[] = [];
  const memory = createAvatarMemory({
    fetch: () => new Promise((resolve) => waiting.push(() => resolve(PICTURE))),
    isThere: async () => isThere(),
    ...(keptMs === undefined ? {} : { keptMs }),
  });
  return {
    memory,
    /** How often TikTok was asked. */
    asked: () => waiting.length,
    answer: () => waiting.at(-1)?.(),
  };
};

describe('the memory of avatars', () => {
  it('asks once for a picture, and gives it from then on', async () => {
    const { memory, asked, answer } = withFetches(() => true);
    const first = memory.get(1, URL);
    answer();
    expect(await first).toBe(PICTURE);
    expect(await memory.get(1, URL)).toBe(PICTURE);
    expect(asked()).toBe(1);
  });

  it('gives and keeps nothing that arrives after its account was erased, by whichever process', async () => {
    let there = true;
    const { memory, asked, answer } = withFetches(() => there);
    const late = memory.get(1, URL);
    there = false;
    answer();
    expect(await late).toBeNull();
    void memory.get(1, URL);
    expect(asked()).toBe(2);
  });

  it('keeps nothing that arrives while the erasure goes on in this process', async () => {
    const { memory, asked, answer } = withFetches(() => true);
    const late = memory.get(1, URL);
    memory.forget(URL);
    answer();
    await late;
    void memory.get(1, URL);
    expect(asked()).toBe(2);
  });

  it('forgets by itself, where another process erased the account', async () => {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    try {
      const { memory, asked, answer } = withFetches(() => true, 1_000);
      const first = memory.get(1, URL);
      answer();
      await first;
      jest.advanceTimersByTime(1_000);
      void memory.get(1, URL);
      expect(asked()).toBe(2);
    } finally {
      jest.useRealTimers();
    }
  });
});
