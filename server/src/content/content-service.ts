import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../contracts/posts';
import { type Caller } from '../http/handle';
import { readEntries } from './bulk-entries';
import { createEntryRights, type MayPost } from './entry-rights';
import { createEntryStore, type LoadedEntry } from './entry-store';
import { titleOf } from './entry-title';
import { createTypeSwitches } from './type-switches';
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
  const switches = createTypeSwitches({ strapi });

  /** A type that is switched off for TikTok is not posted by anybody, whatever their rights. */
  const mayPost = async (caller: Caller, loaded: LoadedEntry): Promise<MayPost> =>
    (await switches.isOn(loaded.type.uid))
      ? rights.mayPost(caller, loaded)
      : {
          may: false,
          why: `"${loaded.type.displayName}" is switched off for TikTok. An administrator can switch it on under Settings > TikTok > Rules.`,
        };

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

  const visible = async (caller: Caller, loaded: LoadedEntry): Promise<VisibleEntry | null> => {
    if (!rights.mayRead(caller, loaded)) return null;
    return {
      ...(await describe(loaded, await rights.visibleTo(caller, loaded))),
      source: loaded.source,
      rights: await mayPost(caller, loaded),
    };
  };

  return {
    /** The version with all its media, whoever asks; null when it does not exist. */
    async readEntry(source: EntrySource): Promise<(ReadEntry & { source: EntrySource }) | null> {
      const loaded = await store.load(source);
      return loaded && { ...(await describe(loaded, loaded.entry)), source: loaded.source };
    },

    /** The same with only what the caller may read; null also when they may not read it. */
    async readEntryFor(caller: Caller, source: EntrySource): Promise<VisibleEntry | null> {
      const loaded = await store.load(source);
      return loaded && visible(caller, loaded);
    },

    /**
     * Several entries of one type at once: of each the published version where there is one, else
     * the draft, with only what the caller may read. `missing`: those that do not exist or that the
     * caller may not read.
     */
    readEntriesFor: (
      caller: Caller,
      asked: { uid: string; documentIds: string[]; locale: string | null },
    ) =>
      readEntries(strapi, caller, asked, async (documentId) => {
        const { uid, locale } = asked;
        const version = { uid, documentId, locale };
        const loaded =
          (await store.load({ ...version, status: 'published' })) ??
          (await store.load({ ...version, status: 'draft' }));
        return loaded && visible(caller, loaded);
      }),

    /** Whether the caller may read this version; of one that is gone: any entry of its type. */
    async mayRead(caller: Caller, source: EntrySource): Promise<boolean> {
      const loaded = await store.load(source);
      if (loaded) return rights.mayRead(caller, loaded);
      return caller.ability.can('plugin::content-manager.explorer.read', source.uid);
    },

    /**
     * Whether the caller may still post what was made from a version that is gone: by the right to
     * publish the draft that is left, or any entry of the type. False while the version is there.
     */
    async mayPostGone(caller: Caller, source: EntrySource): Promise<boolean> {
      if (await store.load(source)) return false;
      if (!(await switches.isOn(source.uid))) return false;
      const draft = await store.load({ ...source, status: 'draft' });
      return draft ? rights.mayPost(caller, draft).may : rights.mayPostAny(caller, source.uid);
    },

    /** Whether the caller may post this version, by the rights they have in the Content Manager. */
    async mayPost(caller: Caller, source: EntrySource): Promise<MayPost> {
      const loaded = await store.load(source);
      return loaded ? mayPost(caller, loaded) : missing(source);
    },
  };
};

export type Content = ReturnType<typeof createContent>;

export const contentOf = (strapi: Core.Strapi): Content =>
  strapi.plugin('tiktok').service('content');
