import { readPlace, withValues } from '../../../admin/src/calendar/model/place';

describe('where the calendar was', () => {
  it.each([
    ['view=week&date=2026-12-02', { view: 'week', date: '2026-12-02' }],
    ['view=decade&date=2026-13-45', {}],
    ['date=tomorrow', {}],
    ['view=toString', {}],
    ['', {}],
  ])('is read from "%s"', (address, place) => {
    expect(readPlace(new URLSearchParams(address))).toEqual(place);
  });

  it('is kept beside everything else in the address', () => {
    const search = new URLSearchParams('accountId=3&view=day');
    const next = withValues(search, { view: 'week', date: '2026-12-02' });
    expect(next.toString()).toBe('accountId=3&view=week&date=2026-12-02');
    expect(withValues(next, { accountId: undefined }).toString()).toBe('view=week&date=2026-12-02');
  });
});
