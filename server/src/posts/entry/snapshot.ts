import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../../contracts/posts';
import { type EntrySeen } from '../life/rows';

/** The part of the rules service that reads entries as templates do. */
interface Snapshots {
  snapshotOf(source: EntrySource): Promise<EntrySeen | null>;
}

/**
 * What an entry is now, to be kept with a post that is made of it. Null where it does not exist. Asked
 * at each call: rules are a subject above this one.
 */
export const entryNow = (strapi: Core.Strapi, source: EntrySource): Promise<EntrySeen | null> => {
  const rules: Snapshots = strapi.plugin('tiktok').service('rules');
  return rules.snapshotOf(source);
};
