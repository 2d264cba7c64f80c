import { cutText } from '../../../../contracts/cut-text';
import { LIMITS } from '../../../../contracts/post-rules';
import { type SuggestedWords } from '../../../../contracts/type-words';
import { type Words } from './material';

/** What an entry says of itself, as the fields of the form take it. */
export const wordsOf = ({ caption, title }: SuggestedWords): Words => ({
  caption: cutText(caption, LIMITS.caption, { at: 'word' }),
  title,
  description: caption,
});
