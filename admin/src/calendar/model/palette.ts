/**
 * One colour for each account. Every one of them has a contrast of at least 3:1 (WCAG 1.4.11) to the
 * background of the light and of the dark theme, so that there is one list for both.
 */
export const PALETTE = [
  '#6a6fe8',
  '#c2620a',
  '#0c8f6f',
  '#d1408f',
  '#1f83c4',
  '#a05fd0',
  '#7d8412',
  '#dd4a4a',
  '#8a7355',
  '#12898f',
] as const;

/** The colour of an account: always the same for the same id, another one for the next. */
export const colourOf = (accountId: number): string =>
  PALETTE[Math.abs(accountId) % PALETTE.length] ?? PALETTE[0];
