import { type Core } from '@strapi/strapi';

import { type RequestOf, type ResponseOf } from '../../../contracts/endpoint';
import { type openComposerEntries } from '../../../contracts/composer';
import { type Caller } from '../http/handle';
import { mediaOf } from '../media';
import { type VisibleEntry } from './content-service';
import { suggestionOf } from './suggestion';
import { readPostsOfEntries, TAKEN } from './entry-posts';

type Asked = RequestOf<typeof openComposerEntries>['body'];
type Answer = Pick<ResponseOf<typeof openComposerEntries>, 'entries' | 'missing'>;

/** Entries read at the same time: each looks at its files, which may lie on a remote storage. */
const AT_ONCE = 4;

/** Several entries of one type as material for posts, with only what the caller may read of them. */
export const readEntries = async (
  strapi: Core.Strapi,
  caller: Caller,
  { uid, documentIds, locale }: Asked,
  readCurrent: (documentId: string) => Promise<VisibleEntry | null>,
): Promise<Answer> => {
  const wanted = [...new Set(documentIds)];
  const posts = await readPostsOfEntries(strapi, caller, { uid, locale }, wanted);

  const describe = async (documentId: string): Promise<Answer['entries'][number] | null> => {
    const entry = await readCurrent(documentId);
    if (!entry) return null;
    const { source, title, media, rights } = entry;
    return {
      source,
      title,
      media: await mediaOf(strapi).items(media, caller),
      mayPost: rights.may,
      mayNotWhy: rights.why,
      suggested: await suggestionOf(strapi, caller, source),
      posts: (posts.get(documentId) ?? []).filter(({ state }) => TAKEN.includes(state)).length,
    };
  };

  const entries: Answer['entries'] = [];
  const missing: string[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const batch = wanted.slice(at, at + AT_ONCE);
    const found = await Promise.all(batch.map(describe));
    found.forEach((entry, index) => {
      if (entry) entries.push(entry);
      else missing.push(batch[index]!);
    });
  }
  return { entries, missing };
};
