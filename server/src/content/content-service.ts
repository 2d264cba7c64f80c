import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../contracts/posts';
import { type Caller } from '../http/handle';
import { createEntryRights, type MayPost } from './entry-rights';
import { createEntryStore, type LoadedEntry } from './entry-store';
import { titleOf } from './entry-title';
import { findMedia, type FoundMedia } from './media-fields';

/** An entry as material for a post. */
export interface ReadEntry {
  title: string;
  /** In the order of the entry's fields. */
  media: FoundMedia[];
}

/** What is shown of an entry to one person. */
export interface VisibleEntry extends ReadEntry {
  source: EntrySource;
  rights: MayPost;
}

const missing = ({ status }: EntrySource): MayPost => ({
  may: false,
  why:
    status === 'published'
      ? 'This entry has no published version (any more). Publish it first, or post its draft.'
      : 'This entry does not exist any more.',
});

/** Strapi's entries as material for posts: their media, their title, and who may post them. */
export const createContent = ({ strapi }: { strapi: Core.Strapi }) => {
  const store = createEntryStore(strapi);
  const rights = createEntryRights(strapi);

  const describe = async (
    { type }: LoadedEntry,
    entry: Record<string, unknown>,
  ): Promise<ReadEntry> => {
    const { displayName } = type;
    const mainField = await store.mainField(type);
    return {
      title: titleOf(entry, type, { mainField, displayName }),
      media: findMedia(entry, type, store.modelOf),
    };
  };

  return {
    /** The version with all its media, whoever asks; null when it does not exist. */
    async readEntry(source: EntrySource): Promise<ReadEntry | null> {
      const loaded = await store.load(source);
      return loaded && describe(loaded, loaded.entry);
    },

    /** The same with only what the caller may read; null also when they may not read it. */
    async readEntryFor(caller: Caller, source: EntrySource): Promise<VisibleEntry | null> {
      const loaded = await store.load(source);
      if (!loaded || !rights.mayRead(caller, loaded)) return null;
      return {
        ...(await describe(loaded, await rights.visibleTo(caller, loaded))),
        source: loaded.source,
        rights: rights.mayPost(caller, loaded),
      };
    },

    /** Whether the caller may read this version; of one that is gone: any entry of its type. */
    async mayRead(caller: Caller, source: EntrySource): Promise<boolean> {
      const loaded = await store.load(source);
      if (loaded) return rights.mayRead(caller, loaded);
      return caller.ability.can('plugin::content-manager.explorer.read', source.uid);
    },

    /** Whether the caller may post this version, by the rights they have in the Content Manager. */
    async mayPost(caller: Caller, source: EntrySource): Promise<MayPost> {
      const loaded = await store.load(source);
      return loaded ? rights.mayPost(caller, loaded) : missing(source);
    },
  };
};

export type Content = ReturnType<typeof createContent>;

export const contentOf = (strapi: Core.Strapi): Content =>
  strapi.plugin('tiktok').service('content');
