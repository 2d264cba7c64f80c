import { type UrlProperty } from '../../../contracts/review-facts';
import { type Kept } from '../shared-edit/use-shared-edit';

/**
 * What was typed and not saved yet, so that looking at another step, tab or page does not lose it. In
 * memory only: gone when the admin is loaded anew.
 */
export const drafts: {
  /** By kind and language. */
  legal: Map<string, Kept<string>>;
  properties: Kept<readonly UrlProperty[]> | null;
} = { legal: new Map(), properties: null };
