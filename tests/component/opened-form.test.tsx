import { act, render, screen } from '@testing-library/react';

import { createOpenedForm } from '../../admin/src/entry/opened-form';

const source = { uid: 'api::a.a', documentId: 'd', locale: null, status: 'draft' } as const;

describe('the open form of an entry', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    window.history.replaceState(null, '', '/admin/entry?locale=en');
  });
  afterEach(() => jest.useRealTimers());

  const shown = () => {
    const form = createOpenedForm<string>();
    const Panel = () => <p>{form.useOpened(source) ? 'open' : 'closed'}</p>;
    act(() => form.open(source));
    return { ...render(<Panel />), Panel };
  };
  const pass = (ms: number) => act(() => jest.advanceTimersByTime(ms));

  it.each([0, 2_000, 60_000])(
    'is still open when the panel that shows it is gone for %i ms on the same page',
    (ms) => {
      const { rerender, Panel } = shown();
      rerender(<p>laid out anew</p>);
      pass(ms);
      rerender(<Panel />);
      pass(5_000);
      expect(screen.getByText('open')).toBeTruthy();
    },
  );

  it('is still open when the edit view had put the language into its address after the panel stood', () => {
    window.history.replaceState(null, '', '/admin/entry');
    const form = createOpenedForm<string>();
    const Panel = () => <p>{form.useOpened(source) ? 'open' : 'closed'}</p>;
    const { rerender } = render(<Panel />);
    window.history.replaceState(null, '', '/admin/entry?locale=en');
    act(() => form.open(source));
    rerender(<p>laid out anew</p>);
    pass(2_000);
    rerender(<Panel />);
    expect(screen.getByText('open')).toBeTruthy();
  });

  it.each(['/admin/another', '/admin/entry?locale=de'])(
    'is closed when its panel is gone because %s is shown',
    (address) => {
      const { rerender, Panel } = shown();
      window.history.pushState(null, '', address);
      rerender(<p>another page</p>);
      pass(5_000);
      window.history.pushState(null, '', '/admin/entry?locale=en');
      rerender(<Panel />);
      expect(screen.getByText('closed')).toBeTruthy();
    },
  );
});
