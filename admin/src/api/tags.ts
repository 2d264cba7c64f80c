import { type Endpoint } from '../../../contracts/endpoint';

export const TAGS = ['TikTokSettings', 'TikTokAccounts', 'TikTokPosts'] as const;
export type Tag = (typeof TAGS)[number];

type Subject = 'settings' | 'accounts' | 'posts' | 'entries' | 'health';

const READS: Record<Subject, readonly Tag[]> = {
  settings: ['TikTokSettings'],
  accounts: ['TikTokAccounts'],
  posts: ['TikTokPosts'],
  entries: ['TikTokPosts'],
  health: ['TikTokPosts', 'TikTokSettings'],
};

/** A change of the app makes accounts quiet; a disconnected account holds its posts. */
const CHANGES: Partial<Record<Subject, readonly Tag[]>> = {
  settings: TAGS,
  accounts: TAGS,
  posts: ['TikTokPosts', 'TikTokAccounts'],
};

const subjectOf = (endpoint: Pick<Endpoint, 'path'>): string => endpoint.path.split('/')[1] ?? '';

const lookUp = (table: Partial<Record<string, readonly Tag[]>>, endpoint: Pick<Endpoint, 'path'>) =>
  table[subjectOf(endpoint)] ?? [];

/** What a read shows, by the first part of its path. */
export const tagsOf = (endpoint: Pick<Endpoint, 'path'>): readonly Tag[] => lookUp(READS, endpoint);

/** What is read anew after a write. Calls that store nothing (the composer's) change nothing. */
export const changedBy = (endpoint: Pick<Endpoint, 'path'>): readonly Tag[] =>
  lookUp(CHANGES, endpoint);
