import { type Endpoint, type Part, PARTS } from '../../../contracts/endpoint';

/** A part of what the admin shows, as Strapi's store names it. */
export type Tag = `TikTok ${Part}`;

const tagOf = (part: Part): Tag => `TikTok ${part}`;

export const TAGS: readonly Tag[] = PARTS.map(tagOf);

/** What an answer shows: it is read anew when that changes. */
export const tagsOf = ({ reads = [] }: Pick<Endpoint, 'reads'>): Tag[] => reads.map(tagOf);

/** What is read anew after a call. */
export const changedBy = ({ changes = [] }: Pick<Endpoint, 'changes'>): Tag[] => changes.map(tagOf);
