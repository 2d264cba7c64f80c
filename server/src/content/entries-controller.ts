import { type Core } from '@strapi/strapi';

import { type EntrySource, type PostSummary } from '../../../contracts/posts';
import { getEntry } from '../../../contracts/composer';
import { type Caller, type Controller, handle } from '../http/handle';
import { notFound } from '../http/problem';
import { mediaOf } from '../media';
import { settingsOf, shareTypeChoice } from '../settings';
import { contentOf } from './content-service';
import { suggestionOf } from './suggestion';

/** The part of the posts service that an entry's panel needs. */
interface EntryPosts {
  summariesOfEntry(source: EntrySource, caller: Caller): Promise<PostSummary[]>;
}

/** Asked at each call rather than kept: posts and content each need the other. */
const entryPostsOf = (strapi: Core.Strapi): EntryPosts =>
  strapi.plugin('tiktok').service('posts').reading;

/** One version of an entry for its panel in the Content Manager. */
export const entriesController: Controller = ({ strapi }) => ({
  findOne: handle(getEntry, async ({ caller, params, query }) => {
    const asked: EntrySource = {
      ...params,
      locale: query.locale ?? null,
      status: query.status,
    };
    const entry = await contentOf(strapi).readEntryFor(caller, asked);
    if (!entry) throw notFound('This version of the entry');
    const { title, source, rights } = entry;
    const [media, posts, current, suggested] = await Promise.all([
      mediaOf(strapi).items(entry.media, caller),
      entryPostsOf(strapi).summariesOfEntry(source, caller),
      settingsOf(strapi).current(),
      suggestionOf(strapi, caller, source),
    ]);
    return {
      title,
      source,
      suggested,
      media,
      posts,
      mayPost: rights.may,
      mayNotWhy: rights.why,
      shareTypes: shareTypeChoice(current),
    };
  }),
});
