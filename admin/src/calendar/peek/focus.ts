/** What something hangs on, by the name of its box; it may have been drawn anew since. */
export const peekedAt = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-peek="${key}"]`);

/** Gives the focus back to a box, or to the calendar where it is gone. */
export const focusBox = (key: string): void => {
  const box = peekedAt(key) ?? document.querySelector<HTMLElement>('[data-testid="calendar"]');
  box?.focus();
};
