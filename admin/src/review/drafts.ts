import { type UrlProperty } from '../../../contracts/review-facts';
import { type Typed } from '../shared-edit/use-shared-edit';

/**
 * What was typed and not saved yet, so that looking at another step, tab or page does not lose it. In
 * memory only: gone when the admin is loaded anew.
 */
export const drafts: {
  /** By kind and language. */
  legal: Map<string, Typed<string>>;
  properties: Typed<readonly UrlProperty[]> | null;
} = { legal: new Map(), properties: null };
