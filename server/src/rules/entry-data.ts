import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { createEntryRights } from '../content/entry-rights';
import { createEntryStore } from '../content/entry-store';
import { titleOf } from '../content/entry-title';
import { type EntryModel, everyMedia, type ModelOf } from '../content/media-fields';
import { type Caller } from '../http/handle';
import { type EntrySource } from '../../../contracts/posts';
import { fieldFactsOf, type FieldsFacts } from './conditions/field-facts';
import { type Attribute, isPublic, modelOfComponent, modelOfType } from './type-facts';

type Attributes = Record<string, Attribute>;
type Plain = Record<string, unknown>;

const MAX_DEPTH = 3;
const MAX_ITEMS = 100;

const record = z.record(z.string(), z.unknown());
const zoneItem = z.looseObject({ __component: z.string() });

/** An entry as a rule sees it: what is published and its person may read, without anything private. */
export interface RuleEntry {
  source: EntrySource;
  title: string;
  publishedAt: string | null;
  /** For templates and conditions: plain, own, public properties. */
  data: Plain;
  /** Public fields that the person may not read, such as `seo.note`; they are not in `data`. */
  unread?: string[];
  /** What is known of the fields of its type. */
  fields?: FieldsFacts;
  /** Every file in every field: one that stands in two of them is named twice. */
  media: { assetId: number; field: string }[];
}

/** A version of an entry, whoever asks. */
export interface EntryVersion {
  source: EntrySource;
  row: Plain;
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

/** Reads one version of an entry (of a type without drafts: the entry). Null if there is none. */
export const readVersion = async (
  strapi: Core.Strapi,
  { uid, documentId, locale, status }: EntrySource,
): Promise<EntryVersion | null> => {
  const type = modelOfType(strapi, uid);
  if (!type) return null;
  const version: object = {
    ...(locale === null ? {} : { locale }),
    // Also for types without drafts: it is the version of the related entries too.
    status,
    populate: {
      ...populateOf(strapi, type.attributes, 0),
      // Conditions of roles look at who created the entry.
      createdBy: { populate: { roles: true } },
    },
  };
  const found: unknown = await strapi
    .documents(uid as UID.ContentType)
    .findOne({ documentId, ...version });
  const row = record.safeParse(found).data;
  if (!row) return null;
  const own = z.string().nullish().parse(row['locale']) ?? null;
  return { source: { uid, documentId, locale: own, status }, row };
};

/** The published version; of related entries too only the published ones count. */
export const readPublished = (
  strapi: Core.Strapi,
  entry: Pick<EntrySource, 'uid' | 'documentId' | 'locale'>,
): Promise<EntryVersion | null> => readVersion(strapi, { ...entry, status: 'published' });

/** Public fields that are in the row but not in what a person may see of it. */
const hiddenIn = (row: unknown, seen: unknown, attributes: Attributes, strapi: Core.Strapi) => {
  const hidden: string[] = [];
  const visit = (all: unknown, part: unknown, model: Attributes, prefix: string): void => {
    const whole = record.safeParse(all).data;
    if (!whole) return;
    const visible = record.safeParse(part).data ?? {};
    for (const [name, one] of Object.entries(model)) {
      if (!isPublic(name, one) || !(name in whole)) continue;
      if (!(name in visible)) hidden.push(`${prefix}${name}`);
      else if (one.type === 'component' && one.component) {
        const inner = modelOfComponent(strapi, one.component);
        const [items, kept] = [[whole[name]].flat(), [visible[name]].flat()];
        items.slice(0, MAX_ITEMS).forEach((item, index) => {
          if (inner) visit(item, kept[index], inner.attributes, `${prefix}${name}.`);
        });
      }
    }
  };
  visit(row, seen, attributes, '');
  return [...new Set(hidden)];
};

/** Of related entries too only what the person may read of their type. */
const withReadableRelations = async (
  strapi: Core.Strapi,
  caller: Caller,
  seen: Plain,
  attributes: Attributes,
): Promise<Plain> => {
  const rights = createEntryRights(strapi);
  const entries = await Promise.all(
    Object.entries(seen).map(async ([name, held]): Promise<[string, unknown][]> => {
      const attribute = attributes[name];
      if (attribute?.type !== 'relation' || !attribute.target || !held) return [[name, held]];
      const { target } = attribute;
      if (!rights.mayReadAny(caller, target)) return [];
      const shown = (item: unknown) => rights.visibleFields(caller, target, item);
      return [[name, Array.isArray(held) ? await Promise.all(held.map(shown)) : await shown(held)]];
    }),
  );
  return Object.fromEntries(entries.flat());
};

/**
 * What a rule makes use of in an entry, in the name of a person: a rule posts nothing that they could
 * not read themselves. Null when they may not read the entry at all.
 */
export const ruleEntryFor = async (
  strapi: Core.Strapi,
  caller: Caller,
  { source, row }: EntryVersion,
): Promise<RuleEntry | null> => {
  const type = modelOfType(strapi, source.uid);
  const store = createEntryStore(strapi);
  const entryType = store.typeOf(source.uid);
  if (!type || !entryType) return null;
  const rights = createEntryRights(strapi);
  const loaded = { type: entryType, entry: row, source };
  if (!rights.mayRead(caller, loaded)) return null;
  const { attributes } = type;
  const seen = await withReadableRelations(
    strapi,
    caller,
    await rights.visibleTo(caller, loaded),
    attributes,
  );
  const modelOf: ModelOf = (component) => {
    const inner = modelOfComponent(strapi, component);
    return inner ? withoutPrivate(inner) : undefined;
  };
  const mainField = await store.mainField(entryType);
  const publishedAt = instant.parse(row['publishedAt'] ?? row['updatedAt']);
  return {
    source,
    title: titleOf(seen, entryType, { mainField, displayName: entryType.displayName }),
    publishedAt: publishedAt ? new Date(publishedAt).toISOString() : null,
    data: {
      ...publicPart(strapi, seen, attributes, 0),
      locale: source.locale,
      documentId: source.documentId,
    },
    unread: hiddenIn(row, seen, attributes, strapi),
    fields: await fieldFactsOf(strapi, source.uid),
    media: everyMedia(seen, withoutPrivate(type), modelOf),
  };
};
