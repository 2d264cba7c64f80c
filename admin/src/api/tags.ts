import { type Endpoint } from '../../../contracts/endpoint';

/** What belongs together: a change of one shows in the others. */
const SITE = ['TikTokSettings', 'TikTokAccounts', 'TikTokPosts'] as const;
export const TAGS = [
  ...SITE,
  'TikTokReview',
  'TikTokSavedTexts',
  'TikTokNotifications',
  'TikTokRules',
] as const;
export type Tag = (typeof TAGS)[number];

type Subject =
  | 'settings'
  | 'accounts'
  | 'posts'
  | 'entries'
  | 'calendar'
  | 'plan'
  | 'list-column'
  | 'health'
  | 'attention'
  | 'review'
  | 'saved-texts'
  | 'notifications'
  | 'rules';

const READS: Record<Subject, readonly Tag[]> = {
  settings: ['TikTokSettings'],
  accounts: ['TikTokAccounts'],
  posts: ['TikTokPosts'],
  entries: ['TikTokPosts'],
  calendar: ['TikTokPosts'],
  plan: ['TikTokPosts'],
  'list-column': ['TikTokPosts'],
  health: ['TikTokPosts', 'TikTokSettings'],
  attention: ['TikTokPosts', 'TikTokAccounts'],
  // Steps follow from settings, accounts and the posts of a test run.
  review: [...SITE, 'TikTokReview'],
  'saved-texts': ['TikTokSavedTexts'],
  notifications: ['TikTokNotifications'],
  rules: ['TikTokRules'],
};

/** A change of the app makes accounts quiet; a disconnected account holds its posts. */
const CHANGES: Partial<Record<Subject | 'outage' | 'installation', readonly Tag[]>> = {
  settings: SITE,
  accounts: SITE,
  posts: ['TikTokPosts', 'TikTokAccounts'],
  plan: ['TikTokPosts', 'TikTokAccounts'],
  outage: ['TikTokPosts'],
  installation: SITE,
  review: ['TikTokReview', 'TikTokPosts'],
  'saved-texts': ['TikTokSavedTexts'],
  notifications: ['TikTokNotifications'],
  // What may post, and what becomes of entries, shows in their panels; an import brings posting times.
  rules: ['TikTokRules', 'TikTokPosts', 'TikTokAccounts'],
  entries: ['TikTokPosts'],
};

/** Calls with a body that only read. */
const STORES_NOTHING: readonly string[] = ['/rules/preview', '/rules/dry-run'];

const subjectOf = (endpoint: Pick<Endpoint, 'path'>): string => endpoint.path.split('/')[1] ?? '';

const lookUp = (table: Partial<Record<string, readonly Tag[]>>, endpoint: Pick<Endpoint, 'path'>) =>
  table[subjectOf(endpoint)] ?? [];

/** What a read shows, by the first part of its path. */
export const tagsOf = (endpoint: Pick<Endpoint, 'path'>): readonly Tag[] => lookUp(READS, endpoint);

/** What is read anew after a write. Calls that store nothing (the composer's) change nothing. */
export const changedBy = (endpoint: Pick<Endpoint, 'path'>): readonly Tag[] =>
  STORES_NOTHING.includes(endpoint.path) ? [] : lookUp(CHANGES, endpoint);
