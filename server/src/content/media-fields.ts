import { z } from 'zod';

/** The part of a content type's or component's model that we look at. */
export interface EntryModel {
  attributes: Record<string, EntryAttribute>;
}
export interface EntryAttribute {
  type: string;
  component?: string;
  components?: string[];
}
export type ModelOf = (componentUid: string) => EntryModel | undefined;

/** An asset and where in its entry it stands, such as `blocks[2].gallery[0]`. */
export interface FoundMedia {
  assetId: number;
  field: string;
}

/** Components within components; deeper ones are not looked at. */
const MAX_DEPTH = 8;
/** More than any form can show; an entry with more is cut, in order. */
const MAX_FOUND = 200;
const MAX_PLACES = 2_000;

export type Populate = Record<string, unknown>;

const populateOf = (
  { attributes }: EntryModel,
  modelOf: ModelOf,
  depth: number,
): Populate | undefined => {
  const within = (uid: string | undefined): Populate | undefined => {
    const model = uid === undefined ? undefined : modelOf(uid);
    return model && depth < MAX_DEPTH ? populateOf(model, modelOf, depth + 1) : undefined;
  };
  const entries = Object.entries(attributes).flatMap(([name, attribute]): [string, unknown][] => {
    if (attribute.type === 'media') return [[name, true]];
    if (attribute.type === 'component') {
      const populate = within(attribute.component);
      return populate ? [[name, { populate }]] : [];
    }
    if (attribute.type !== 'dynamiczone') return [];
    const inner = (attribute.components ?? []).map((uid) => [uid, within(uid)] as const);
    if (inner.every(([, populate]) => !populate)) return [];
    // Components without media are named too: Strapi leaves out those that are not, and the
    // positions of the others would shift.
    const on = inner.map(([uid, populate]) => [uid, populate ? { populate } : true]);
    return [[name, { on: Object.fromEntries(on) }]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
};

/** What to populate so that every media field of an entry is read, relations left alone. */
export const mediaPopulate = (model: EntryModel, modelOf: ModelOf): Populate =>
  populateOf(model, modelOf, 0) ?? {};

/** Whether entries of this model can hold any file at all. */
export const hasMedia = (model: EntryModel, modelOf: ModelOf): boolean =>
  populateOf(model, modelOf, 0) !== undefined;

const file = z.object({ id: z.number().int(), url: z.string() });
const group = z.record(z.string(), z.unknown());
const zoneItem = z.looseObject({ __component: z.string() });

const collect = (
  value: unknown,
  model: EntryModel,
  modelOf: ModelOf,
  prefix: string,
  found: FoundMedia[],
): void => {
  const parsed = group.safeParse(value);
  if (!parsed.success) return;

  const takeFile = (item: unknown, field: string): void => {
    const asset = file.safeParse(item);
    if (asset.success) found.push({ assetId: asset.data.id, field });
  };
  const enter = (item: unknown, uid: string | undefined, field: string): void => {
    const inner = uid === undefined ? undefined : modelOf(uid);
    if (inner) collect(item, inner, modelOf, `${field}.`, found);
  };
  const each = (
    items: unknown,
    field: string,
    visit: (item: unknown, at: string) => void,
  ): void => {
    if (Array.isArray(items)) items.forEach((item, index) => visit(item, `${field}[${index}]`));
    else if (items) visit(items, field);
  };

  for (const [name, attribute] of Object.entries(model.attributes)) {
    const field = `${prefix}${name}`;
    if (attribute.type === 'media') each(parsed.data[name], field, takeFile);
    if (attribute.type === 'component') {
      each(parsed.data[name], field, (item, at) => enter(item, attribute.component, at));
    }
    if (attribute.type === 'dynamiczone') {
      each(parsed.data[name], field, (item, at) =>
        enter(item, zoneItem.safeParse(item).data?.__component, at),
      );
    }
  }
};

/**
 * Every asset in every media field of a populated entry, in the order of the model's fields and,
 * within them, of the entry. One that stands in several fields is named with each.
 */
export const everyMedia = (entry: unknown, model: EntryModel, modelOf: ModelOf): FoundMedia[] => {
  const found: FoundMedia[] = [];
  collect(entry, model, modelOf, '', found);
  return found.slice(0, MAX_PLACES);
};

/** The same with each asset once, named with the first field that it stands in. */
export const findMedia = (entry: unknown, model: EntryModel, modelOf: ModelOf): FoundMedia[] => {
  const seen = new Set<number>();
  return everyMedia(entry, model, modelOf)
    .filter(({ assetId }) => !seen.has(assetId) && seen.add(assetId))
    .slice(0, MAX_FOUND);
};
