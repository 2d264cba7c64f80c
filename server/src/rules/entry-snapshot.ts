import { createHash } from 'node:crypto';

import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../contracts/posts';
import { everyMedia } from '../content/media-fields';
import { savedAt } from '../database/clock';
import { publicPart, readVersion } from './entry-data';
import { type Attribute, modelOfComponent, modelOfType } from './type-facts';

/** What of an entry a post can be made of, each as a digest: other changes are no news for a post. */
export interface EntrySnapshot {
  /** When it was saved, epoch ms. */
  at: number;
  text: string;
  media: string;
}

type Attributes = Record<string, Attribute>;

const TEXT = new Set(['string', 'text', 'richtext', 'blocks', 'enumeration', 'uid']);
const HOLDS_TEXT = new Set([...TEXT, 'component', 'dynamiczone']);

/** The same attributes with only those that bear words. */
const textsOf = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, { type }]) => HOLDS_TEXT.has(type)));

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url');

/** Strings alone: numbers, dates and ids within components count as little as they do outside. */
const wordsIn = (value: unknown): unknown => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(wordsIn);
  if (typeof value !== 'object' || value === null) return null;
  return Object.entries(value).map(([name, held]) => [name, wordsIn(held)]);
};

/** A version of an entry in short; null where it does not exist. Whoever asks sees nothing of it. */
export const snapshotOf = async (
  strapi: Core.Strapi,
  source: EntrySource,
): Promise<EntrySnapshot | null> => {
  const version = await readVersion(strapi, source);
  const type = modelOfType(strapi, source.uid);
  if (!version || !type) return null;
  const words = publicPart(strapi, version.row, textsOf(type.attributes), 0);
  const media = everyMedia(
    version.row,
    type,
    (uid) => modelOfComponent(strapi, uid) ?? undefined,
  ).map(({ assetId }) => assetId);
  return {
    at: savedAt(version.row['updatedAt']),
    text: digest(wordsIn(words)),
    media: digest(media),
  };
};
