import { type Asker, createTurns } from '../../../../server/src/media/facts/turns';

/** Work that goes on until it is told to end. */
const createWork = () => {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const waiting = new Map<string, () => void>();
  return {
    begun,
    do: (name: string) => (): Promise<string> => {
      begun.push(name);
      waiting.get(name)?.();
      return new Promise((resolve) => ends.set(name, () => resolve(name)));
    },
    /** Resolves once this work has begun. */
    async begins(name: string): Promise<void> {
      if (!begun.includes(name)) await new Promise<void>((resolve) => waiting.set(name, resolve));
    },
    end: (name: string): void => ends.get(name)?.(),
  };
};

describe('whose turn it is', () => {
  const ANNA: Asker = { person: 1 };
  const BEN: Asker = { person: 2 };
  let work: ReturnType<typeof createWork>;

  beforeEach(() => {
    work = createWork();
  });

  it('takes one of each person in turn, and the publisher before all', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 10 });
    const all = [
      ...['a1', 'a2', 'a3'].map((name) => turns(ANNA, undefined, work.do(name))),
      ...['b1', 'b2'].map((name) => turns(BEN, undefined, work.do(name))),
      ...['p1', 'p2'].map((name) => turns('publisher', undefined, work.do(name))),
    ];
    const order = ['a1', 'p1', 'p2', 'a2', 'b1', 'a3', 'b2'];
    for (const name of order) {
      await work.begins(name);
      work.end(name);
    }
    await Promise.all(all);
    expect(work.begun).toEqual(order);
  });

  it('forgets who gives up while waiting, and goes on with the next', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 10 });
    const gone = new AbortController();
    const first = turns(ANNA, undefined, work.do('first'));
    const waiting = turns(ANNA, gone.signal, work.do('given up'));
    const last = turns(BEN, undefined, work.do('last'));
    gone.abort(new Error('gone'));
    await expect(waiting).rejects.toThrow('gone');
    await expect(turns(ANNA, gone.signal, work.do('too late'))).rejects.toThrow('gone');
    work.end('first');
    await work.begins('last');
    work.end('last');
    await Promise.all([first, last]);
    expect(work.begun).toEqual(['first', 'last']);
  });

  it('refuses a person whose works fill the queue, and nobody else', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 1 });
    const all = [turns(ANNA, undefined, work.do('a1')), turns(ANNA, undefined, work.do('a2'))];
    await expect(turns(ANNA, undefined, work.do('a3'))).rejects.toMatchObject({
      details: { status: 429, code: 'too_many_files', retryAt: expect.any(Date) },
    });
    all.push(turns(BEN, undefined, work.do('b1')));
    all.push(turns('publisher', undefined, work.do('p1')));
    all.push(turns('publisher', undefined, work.do('p2')));
    for (const name of ['a1', 'p1', 'p2', 'a2', 'b1']) {
      await work.begins(name);
      work.end(name);
    }
    await Promise.all(all);
  });

  it('goes on after work that failed', async () => {
    const turns = createTurns({ atOnce: 1, mostWaiting: 1 });
    const failing = turns(ANNA, undefined, () => Promise.reject(new Error('broken')));
    const next = turns(BEN, undefined, () => Promise.resolve('fine'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('fine');
  });
});
