import { isOneOf } from '../../../contracts/posts';
import { CLOSED, type PostRow } from '../posts';

/** What TikTok has published or nobody wants any more needs neither hand-over nor preview. */
export const isOver = ({ state }: PostRow): boolean => isOneOf(state, CLOSED);
