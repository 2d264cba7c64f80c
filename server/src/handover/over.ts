import { type PostRow } from '../posts';

/** What TikTok has published or nobody wants any more needs neither hand-over nor preview. */
export const OVER_STATES = ['published', 'cancelled'] as const satisfies PostRow['state'][];

export const isOver = ({ state }: PostRow): boolean => OVER_STATES.some((over) => over === state);
