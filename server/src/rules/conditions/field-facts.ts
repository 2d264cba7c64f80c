import { type Core } from '@strapi/strapi';

import { createEntryStore } from '../../content/entry-store';
import { type Attribute, isPublic, modelOfComponent, modelOfType } from '../type-facts';

/** A field of an entry, as far as conditions compare it. */
export interface FieldFacts {
  /** Strapi's attribute type, such as `string` or `datetime`. */
  type: string;
  /** Holds several values, any of which may be meant. */
  list: boolean;
  /** What an enumeration may hold. */
  values?: readonly string[];
  maxLength?: number;
  /** Fields within: of a part, a related entry, a file. */
  fields?: FieldsFacts;
  /** Of a related entry: the field that the Content Manager shows as its title. */
  title?: string | null;
}
export type FieldsFacts = Readonly<Record<string, FieldFacts>>;

const MAX_DEPTH = 3;
const TEXT: FieldFacts = { type: 'string', list: false };
const FILE: FieldsFacts = { name: TEXT, alternativeText: TEXT, caption: TEXT };

/** The public fields of a content type; components as deep as rules read, relations one step. */
export const fieldFactsOf = async (strapi: Core.Strapi, uid: string): Promise<FieldsFacts> => {
  const store = createEntryStore(strapi);

  const titleOf = async (target: string): Promise<string | null> => {
    const type = store.typeOf(target);
    return type && store.mainField(type);
  };

  const factsOf = async (one: Attribute, depth: number): Promise<FieldFacts> => {
    const { type } = one;
    if (type === 'relation') {
      const target = one.target && depth === 0 ? modelOfType(strapi, one.target) : null;
      return {
        type,
        // oneToMany and manyToMany, in either direction; morphs have no target.
        list: one.relation?.endsWith('ToMany') ?? true,
        fields: target ? await within(target.attributes, 1) : {},
        title: target && one.target ? await titleOf(one.target) : null,
      };
    }
    if (type === 'component') {
      const inner = one.component ? modelOfComponent(strapi, one.component) : null;
      return {
        type,
        list: one.repeatable ?? false,
        fields: inner && depth < MAX_DEPTH ? await within(inner.attributes, depth + 1) : {},
      };
    }
    if (type === 'dynamiczone') {
      const inner = (one.components ?? []).map((name) => modelOfComponent(strapi, name));
      const parts = await Promise.all(
        inner.map((part) => (part && depth < MAX_DEPTH ? within(part.attributes, depth + 1) : {})),
      );
      return { type, list: true, fields: Object.assign({}, ...parts) as FieldsFacts };
    }
    if (type === 'media') return { type, list: one.multiple ?? false, fields: FILE };
    return {
      type,
      list: false,
      ...(one.enum && { values: one.enum }),
      ...(one.maxLength !== undefined && { maxLength: one.maxLength }),
    };
  };

  const within = async (
    attributes: Record<string, Attribute>,
    depth: number,
  ): Promise<FieldsFacts> => {
    const found: Record<string, FieldFacts> = {};
    for (const [name, one] of Object.entries(attributes)) {
      if (isPublic(name, one)) found[name] = await factsOf(one, depth);
    }
    return found;
  };

  const type = modelOfType(strapi, uid);
  return {
    ...(type ? await within(type.attributes, 0) : {}),
    locale: TEXT,
    documentId: TEXT,
  };
};
