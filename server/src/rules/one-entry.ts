import { type Core } from '@strapi/strapi';

import { type ResponseOf } from '../../../contracts/endpoint';
import { type getEntryRules, type RuleOverride } from '../../../contracts/rules';
import { type SeenVersion } from '../../../contracts/versions';
import { LIMITS } from '../../../contracts/post-rules';
import { contentOf } from '../content';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { type EntryKey, type RuleStore } from './store';

const NO_OVERRIDE = { version: 0, skip: false, caption: null, at: null };

/** Rules as one entry's panel shows them, and what an editor decides for it alone. */
export const createOneEntry = ({ strapi, store }: { strapi: Core.Strapi; store: RuleStore }) => {
  /** The entry with the locale it has, if none was named. */
  const keyOf = async (entry: EntryKey): Promise<EntryKey> => {
    const read =
      (await contentOf(strapi).readEntry({ ...entry, status: 'draft' })) ??
      (await contentOf(strapi).readEntry({ ...entry, status: 'published' }));
    if (!read) throw notFound('This entry');
    const { uid, documentId, locale } = read.source;
    return { uid, documentId, locale };
  };

  /** What TikTok takes of a caption, in UTF-16 units: more where the entry has pictures. */
  const captionLimitOf = async (entry: EntryKey): Promise<number> => {
    const { readEntry } = contentOf(strapi);
    const read =
      (await readEntry({ ...entry, status: 'draft' })) ??
      (await readEntry({ ...entry, status: 'published' }));
    const ids = (read?.media ?? []).map(({ assetId }) => assetId);
    const pictures = await strapi.db
      .query('plugin::upload.file')
      .count({ where: { id: { $in: ids }, mime: { $startsWith: 'image/' } } });
    return pictures > 0 ? LIMITS.description : LIMITS.caption;
  };

  return {
    /** @throws Problem `not_found` */
    async ofEntry(caller: Caller, asked: EntryKey): Promise<ResponseOf<typeof getEntryRules>> {
      const entry = await keyOf(asked);
      if (!(await contentOf(strapi).mayRead(caller, { ...entry, status: 'draft' }))) {
        throw notFound('This entry');
      }
      const override = (await store.override(entry)) ?? NO_OVERRIDE;
      const meetings = await store.latestMeetings(entry);
      const rules = await store.ofType(entry.uid);
      return {
        rules: rules.map(({ id, data }) => {
          const last = meetings.get(id);
          return {
            id,
            name: data.name,
            enabled: data.enabled,
            last: last
              ? { at: new Date(last.at).toISOString(), postId: last.post_id, why: last.why }
              : null,
          };
        }),
        override,
        captionLimit: await captionLimitOf(entry),
      };
    },

    /** @throws Problem `not_found`, `forbidden`, `version_conflict`, `invalid_request` for a caption too long for its files */
    async setOverride(
      caller: Caller,
      asked: EntryKey,
      override: RuleOverride & { version: SeenVersion },
    ): Promise<void> {
      const entry = await keyOf(asked);
      const right = await contentOf(strapi).mayPost(caller, { ...entry, status: 'draft' });
      if (!right.may) {
        throw forbidden(
          right.why ?? 'You may not publish this entry.',
          'Ask an administrator for the right to publish entries of this type.',
        );
      }
      const limit = await captionLimitOf(entry);
      const length = override.caption?.length ?? 0;
      if (length > limit) {
        const message = `The caption has ${length} characters; TikTok takes ${limit} for the files of this entry.`;
        throw new Problem({
          status: 400,
          code: 'invalid_request',
          message,
          remedy: 'Shorten it and save again. Nothing was changed.',
          fields: { caption: message },
        });
      }
      const authorId = caller.isPerson ? caller.id : null;
      await store.setOverride(entry, { ...override, authorId }, caller.name);
    },
  };
};
