/**
 * What the design system's `Tbody` hands to each row. A row must pass it on to its `Tr`: without it
 * nothing in the row can be reached by keyboard.
 */
export interface TablePlace {
  'aria-rowindex'?: number;
}
