import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { type Ability, type Caller } from '../http/handle';
import { type LoadedEntry } from './entry-store';

/** The Content Manager's own permission checker, the part we use. */
interface PermissionChecker {
  can: Record<'read' | 'update' | 'publish', (entry?: unknown) => boolean>;
  sanitizeOutput(entry: unknown): Promise<unknown>;
}

export interface MayPost {
  may: boolean;
  /** If not: why, in words, and what to do. */
  why: string | null;
}

const visible = z.record(z.string(), z.unknown());

export const createEntryRights = (strapi: Core.Strapi) => {
  const checkerOf = (userAbility: Ability, uid: string): PermissionChecker =>
    strapi
      .plugin('content-manager')
      .service('permission-checker')
      .create({ userAbility, model: uid });

  const mayRead = (caller: Caller, { type, entry }: LoadedEntry): boolean =>
    checkerOf(caller.ability, type.uid).can.read(entry);

  return {
    mayRead,

    /** Whether the caller may publish entries of this type at all; their conditions cannot be asked. */
    mayPostAny: (caller: Caller, uid: string): boolean =>
      checkerOf(caller.ability, uid).can.publish(),

    /** The entry with only the fields that the caller may read. */
    async visibleTo(
      caller: Caller,
      { type, entry }: LoadedEntry,
    ): Promise<Record<string, unknown>> {
      return visible.parse(await checkerOf(caller.ability, type.uid).sanitizeOutput(entry));
    },

    /** Whether the caller may read entries of this type at all; their conditions cannot be asked. */
    mayReadAny: (caller: Caller, uid: string): boolean => checkerOf(caller.ability, uid).can.read(),

    /** A related entry with only the fields that the caller may read in its type. */
    visibleFields: (caller: Caller, uid: string, entry: unknown): Promise<unknown> =>
      checkerOf(caller.ability, uid).sanitizeOutput(entry),

    /**
     * Posting shows an entry to the world, so it takes what showing it on the site takes: to read
     * and to publish it, or to update it where its type knows no drafts.
     */
    mayPost(caller: Caller, loaded: LoadedEntry): MayPost {
      const { type, entry } = loaded;
      if (!mayRead(caller, loaded)) {
        return {
          may: false,
          why: `You may not read this entry of "${type.displayName}". Ask an administrator for the permission to read it.`,
        };
      }
      const action = type.draftAndPublish ? 'publish' : 'update';
      if (checkerOf(caller.ability, type.uid).can[action](entry)) return { may: true, why: null };
      return {
        may: false,
        why: `You may read this entry of "${type.displayName}", but not ${action} it, so you cannot post it to TikTok. Ask an administrator for the permission to ${action} it.`,
      };
    },
  };
};

export type EntryRights = ReturnType<typeof createEntryRights>;
