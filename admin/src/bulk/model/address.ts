/** What the page is about: entries of one type, or posts that exist (drafts, or waiting for approval). */
export type BulkSubject =
  | { kind: 'entries'; uid: string; documentIds: string[]; locale: string | null }
  | { kind: 'posts'; postIds: number[] };

/** More rows than a person can look at, and than one call takes. */
export const MOST_ROWS = 100;

const PAGE = '/plugins/tiktok/bulk';

const listOf = (value: string | null): string[] => [
  ...new Set((value ?? '').split(',').filter((part) => part !== '')),
];

/** The page's address for what it shall show. */
export const bulkAddress = (subject: BulkSubject): string => {
  const search = new URLSearchParams(
    subject.kind === 'posts'
      ? { posts: subject.postIds.join() }
      : {
          uid: subject.uid,
          ids: subject.documentIds.join(),
          ...(subject.locale === null ? {} : { locale: subject.locale }),
        },
  );
  return `${PAGE}?${search.toString()}`;
};

/** What an address asks for; null where it names nothing. More than `MOST_ROWS` are not cut here. */
export const readBulkAddress = (search: URLSearchParams): BulkSubject | null => {
  const postIds = listOf(search.get('posts'))
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0);
  if (postIds.length > 0) return { kind: 'posts', postIds };
  const uid = search.get('uid');
  const documentIds = listOf(search.get('ids'));
  return uid && documentIds.length > 0
    ? { kind: 'entries', uid, documentIds, locale: search.get('locale') }
    : null;
};

export const sizeOf = (subject: BulkSubject): number =>
  subject.kind === 'posts' ? subject.postIds.length : subject.documentIds.length;
