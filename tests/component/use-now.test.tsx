import { render, screen } from '@testing-library/react';

import { useNow } from '../../admin/src/utils/use-now';

let drawn = 0;
/** Takes more than a second to be drawn, as a long table does on a slow machine. */
const Slow = () => {
  const now = useNow();
  drawn += 1;
  clock += 1_500;
  return <p>{new Date(now).toISOString()}</p>;
};

let clock = Date.parse('2026-12-01T10:00:00.000Z');

it('a page that takes longer than a second to be drawn is not drawn without end', () => {
  const spy = jest.spyOn(Date, 'now').mockImplementation(() => clock);
  render(<Slow />);
  expect(screen.getByText(/^2026-12-01T10:00/)).toBeDefined();
  expect(drawn).toBeLessThanOrEqual(3);
  spy.mockRestore();
});
