import { act, renderHook } from '@strapi/strapi/admin/test';

import { nextPace, usePolling } from '../../admin/src/api/polling';

const look = (visible: boolean): void => {
  jest.spyOn(document, 'visibilityState', 'get').mockReturnValue(visible ? 'visible' : 'hidden');
  document.dispatchEvent(new Event('visibilitychange'));
};
afterEach(() => jest.restoreAllMocks());

describe('looking again', () => {
  it('gets rarer while the answers stay the same, up to a minute, and quick again with news', () => {
    const same = {};
    let pace: ReturnType<typeof nextPace> = {
      base: 2_000,
      answer: same,
      answeredAt: 1,
      interval: 2_000,
    };
    const pauses: number[] = [];
    for (let answeredAt = 2; answeredAt < 14; answeredAt += 1) {
      pace = nextPace(pace, { base: 2_000, answer: same, answeredAt });
      pauses.push(pace.interval);
    }
    expect(pauses.slice(0, 3)).toEqual([3_000, 4_500, 6_750]);
    expect(pauses.at(-1)).toBe(60_000);
    expect(nextPace(pace, { base: 2_000, answer: {}, answeredAt: 20 }).interval).toBe(2_000);
    expect(nextPace(pace, { base: 0, answer: same, answeredAt: 20 }).interval).toBe(0);
  });

  it('never gets quicker than what was asked for, however rare that is', () => {
    const pace = { base: 90_000, answer: 1, answeredAt: 1, interval: 90_000 };
    expect(nextPace(pace, { base: 90_000, answer: 1, answeredAt: 2 }).interval).toBe(90_000);
  });

  it('rests while the tab is hidden, and looks at once when it is seen again', () => {
    const reload = jest.fn();
    const { result } = renderHook(() => usePolling(2_000, 'answer', 1, reload));
    expect(result.current).toBe(2_000);
    act(() => look(false));
    expect(result.current).toBe(0);
    expect(reload).not.toHaveBeenCalled();
    act(() => look(true));
    expect(result.current).toBe(2_000);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('looks for nothing when the tab is seen again and nothing was under way', () => {
    const reload = jest.fn();
    renderHook(() => usePolling(0, 'answer', 1, reload));
    act(() => look(false));
    act(() => look(true));
    expect(reload).not.toHaveBeenCalled();
  });
});
