import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { contentOf } from '../content';
import { type EntryModel, findMedia, type ModelOf } from '../content/media-fields';
import { type EntrySource } from '../../../contracts/posts';
import { type Attribute, isPublic, modelOfComponent, modelOfType } from './type-facts';

type Attributes = Record<string, Attribute>;
type Plain = Record<string, unknown>;

const MAX_DEPTH = 3;
const MAX_ITEMS = 100;

const record = z.record(z.string(), z.unknown());
const zoneItem = z.looseObject({ __component: z.string() });

/** An entry as rules see it: what is published, without anything private. */
export interface RuleEntry {
  source: EntrySource;
  title: string;
  publishedAt: string | null;
  /** For templates and conditions: plain, own, public properties. */
  data: Plain;
  media: { assetId: number; field: string }[];
}

/** Everything that a template may read, populated: relations one step, components as they are. */
const populateOf = (strapi: Core.Strapi, attributes: Attributes, depth: number): Plain => {
  const entries = Object.entries(attributes).flatMap(([name, one]): [string, unknown][] => {
    if (!isPublic(name, one)) return [];
    if (one.type === 'media') return [[name, true]];
    if (one.type === 'relation') return depth === 0 ? [[name, true]] : [];
    if (one.type === 'component' && one.component && depth < MAX_DEPTH) {
      const inner = modelOfComponent(strapi, one.component);
      return inner ? [[name, { populate: populateOf(strapi, inner.attributes, depth + 1) }]] : [];
    }
    if (one.type === 'dynamiczone' && depth < MAX_DEPTH) {
      const on = (one.components ?? []).map((uid) => {
        const inner = modelOfComponent(strapi, uid);
        return [uid, inner ? { populate: populateOf(strapi, inner.attributes, depth + 1) } : true];
      });
      return [[name, { on: Object.fromEntries(on) }]];
    }
    return [];
  });
  return Object.fromEntries(entries);
};

/** A copy with the public attributes only; nothing of it shares an object with the database's row. */
export const publicPart = (
  strapi: Core.Strapi,
  value: unknown,
  attributes: Attributes,
  depth: number,
): Plain => {
  const row = record.safeParse(value).data ?? {};
  const each = (item: unknown, visit: (one: unknown) => unknown): unknown =>
    Array.isArray(item) ? item.slice(0, MAX_ITEMS).map(visit) : item ? visit(item) : null;
  const entries = Object.entries(attributes)
    .filter(([name, one]) => isPublic(name, one))
    .map(([name, one]): [string, unknown] => {
      const held = row[name];
      if (one.type === 'relation') {
        const target = one.target ? modelOfType(strapi, one.target) : null;
        if (!target || depth > 0) return [name, null];
        return [name, each(held, (item) => publicPart(strapi, item, target.attributes, depth + 1))];
      }
      if (one.type === 'component') {
        const inner = one.component ? modelOfComponent(strapi, one.component) : null;
        if (!inner || depth >= MAX_DEPTH) return [name, null];
        return [name, each(held, (item) => publicPart(strapi, item, inner.attributes, depth + 1))];
      }
      if (one.type === 'dynamiczone') {
        if (depth >= MAX_DEPTH) return [name, null];
        return [
          name,
          each(held, (item) => {
            const uid = zoneItem.safeParse(item).data?.__component;
            const inner = uid ? modelOfComponent(strapi, uid) : null;
            if (!uid || !inner) return null;
            const part = publicPart(strapi, item, inner.attributes, depth + 1);
            return { __component: uid, ...part };
          }),
        ];
      }
      if (one.type === 'media') {
        const file = z.object({
          name: z.string(),
          alternativeText: z.string().nullish(),
          caption: z.string().nullish(),
        });
        return [name, each(held, (item) => file.safeParse(item).data ?? null)];
      }
      return [name, held instanceof Date ? held.toISOString() : (structuredClone(held) ?? null)];
    });
  return Object.fromEntries(entries);
};

const instant = z.union([z.string(), z.date()]).nullish();

/** Media in private fields are no more for the world than private words are. */
const withoutPrivate = ({ attributes }: { attributes: Attributes }): EntryModel => ({
  attributes: Object.fromEntries(
    Object.entries(attributes).filter(([name, one]) => isPublic(name, one)),
  ),
});

/** Reads the published version of an entry (of a type without drafts: the entry). Null if there is none. */
export const readRuleEntry = async (
  strapi: Core.Strapi,
  { uid, documentId, locale }: Pick<EntrySource, 'uid' | 'documentId' | 'locale'>,
): Promise<RuleEntry | null> => {
  const type = modelOfType(strapi, uid);
  if (!type) return null;
  const source: EntrySource = { uid, documentId, locale, status: 'published' };
  const read = await contentOf(strapi).readEntry(source);
  if (!read) return null;
  const version: object = {
    ...(locale === null ? {} : { locale }),
    // Also for types without drafts: of related entries only the published ones count.
    status: 'published',
    populate: populateOf(strapi, type.attributes, 0),
  };
  const found: unknown = await strapi
    .documents(uid as UID.ContentType)
    .findOne({ documentId, ...version });
  const row = record.safeParse(found).data;
  if (!row) return null;
  const modelOf: ModelOf = (component) => {
    const inner = modelOfComponent(strapi, component);
    return inner ? withoutPrivate(inner) : undefined;
  };
  const publishedAt = instant.parse(row.publishedAt ?? row.updatedAt);
  const data = {
    ...publicPart(strapi, row, type.attributes, 0),
    locale: read.source.locale,
    documentId,
  };
  return {
    source: read.source,
    title: read.title,
    publishedAt: publishedAt ? new Date(publishedAt).toISOString() : null,
    data,
    media: findMedia(row, withoutPrivate(type), modelOf),
  };
};
