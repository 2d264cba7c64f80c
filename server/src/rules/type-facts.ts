import { type Core, type UID } from '@strapi/strapi';
import { z } from 'zod';

import { type RuleType } from '../../../contracts/rules';
import { hasMedia } from '../content/media-fields';
import { createEntryStore } from '../content/entry-store';
import { switchOf } from '../content/type-switches';

const attribute = z.looseObject({
  type: z.string(),
  private: z.boolean().optional(),
  multiple: z.boolean().optional(),
  allowedTypes: z.array(z.string()).optional(),
  component: z.string().optional(),
  components: z.array(z.string()).optional(),
  repeatable: z.boolean().optional(),
  target: z.string().optional(),
  relation: z.string().optional(),
  enum: z.array(z.string()).optional(),
  maxLength: z.number().optional(),
});
export type Attribute = z.output<typeof attribute>;

const model = z.object({ attributes: z.record(z.string(), attribute) });
const contentType = model.extend({
  info: z.object({ displayName: z.string() }),
  options: z.object({ draftAndPublish: z.boolean().optional() }).nullish(),
  pluginOptions: z
    .looseObject({
      i18n: z.object({ localized: z.boolean().optional() }).optional(),
    })
    .nullish(),
});
export type TypeModel = z.output<typeof contentType>;

/** Strapi's own columns that templates must not see. */
const INTERNAL = new Set([
  'createdBy',
  'updatedBy',
  'localizations',
  'strapi_stage',
  'strapi_assignee',
]);

/** Whether a template may read this attribute at all. */
export const isPublic = (name: string, { type, private: isPrivate }: Attribute): boolean =>
  isPrivate !== true && type !== 'password' && !INTERNAL.has(name);

export const modelOfType = (strapi: Core.Strapi, uid: string): TypeModel | null =>
  contentType.safeParse(strapi.contentTypes[uid as UID.ContentType]).data ?? null;

export const modelOfComponent = (strapi: Core.Strapi, uid: string) =>
  model.safeParse(strapi.components[uid as UID.Component]).data ?? null;

const READABLE = new Set([
  'string',
  'text',
  'richtext',
  'blocks',
  'email',
  'uid',
  'enumeration',
  'integer',
  'biginteger',
  'float',
  'decimal',
  'boolean',
  'date',
  'datetime',
  'time',
  'relation',
  'component',
  'json',
]);

const mediaFieldsOf = (
  strapi: Core.Strapi,
  attributes: Record<string, Attribute>,
  prefix = '',
): RuleType['mediaFields'] =>
  Object.entries(attributes).flatMap(([name, one]) => {
    const field = `${prefix}${name}`;
    if (!isPublic(name, one)) return [];
    if (one.type === 'media') return [{ field, multiple: one.multiple ?? false }];
    if (one.type === 'dynamiczone') return [{ field, multiple: true }];
    if (one.type !== 'component' || !one.component || prefix !== '') return [];
    const inner = modelOfComponent(strapi, one.component);
    return inner ? mediaFieldsOf(strapi, inner.attributes, `${field}.`) : [];
  });

export type TypeFacts = Omit<RuleType, 'version' | 'words'>;
/** More than any form can offer. */
const MAX_CONDITION_FIELDS = 300;

/** Fields with what stands within them: of parts as they nest, of related entries one step. */
const conditionFieldsOf = (
  strapi: Core.Strapi,
  attributes: Record<string, Attribute>,
  prefix = '',
  depth = 0,
): RuleType['conditionFields'] =>
  Object.entries(attributes).flatMap(([name, one]) => {
    if (!isPublic(name, one)) return [];
    const field = `${prefix}${name}`;
    const own = { field, type: one.type };
    if (one.type === 'media') return [own];
    if (one.type === 'relation') {
      const target = one.target && depth === 0 ? modelOfType(strapi, one.target) : null;
      if (!target) return [];
      const plain = Object.entries(target.attributes).filter(
        ([, inner]) => !['relation', 'component', 'dynamiczone', 'media'].includes(inner.type),
      );
      return [own, ...conditionFieldsOf(strapi, Object.fromEntries(plain), `${field}.`, 1)];
    }
    if (one.type === 'component' || one.type === 'dynamiczone') {
      const parts = one.component ? [one.component] : (one.components ?? []);
      const inner = parts.flatMap((uid) => {
        const model = depth < 2 ? modelOfComponent(strapi, uid) : null;
        return model ? conditionFieldsOf(strapi, model.attributes, `${field}.`, depth + 1) : [];
      });
      return [own, ...new Map(inner.map((found) => [found.field, found])).values()];
    }
    return READABLE.has(one.type) ? [own] : [];
  });

/** What a rule may use of a content type; null for types that hold no media or are not a site's own. */
export const describeType = (
  strapi: Core.Strapi,
  uid: string,
  ownSwitch: boolean | null,
): TypeFacts | null => {
  const store = createEntryStore(strapi);
  const entryType = uid.startsWith('api::') ? store.typeOf(uid) : null;
  const type = modelOfType(strapi, uid);
  if (!type || !entryType || !hasMedia(entryType, store.modelOf)) return null;
  const fields = Object.entries(type.attributes)
    .filter(([name, one]) => isPublic(name, one) && READABLE.has(one.type))
    .map(([field, one]) => ({ field, type: one.type }));
  return {
    uid,
    displayName: type.info.displayName,
    draftAndPublish: entryType.draftAndPublish,
    localized: type.pluginOptions?.i18n?.localized ?? false,
    ...switchOf(strapi, uid, ownSwitch),
    mediaFields: mediaFieldsOf(strapi, type.attributes),
    fields,
    conditionFields: conditionFieldsOf(strapi, type.attributes).slice(0, MAX_CONDITION_FIELDS),
    dateFields: fields
      .filter(({ type: kind }) => kind === 'date' || kind === 'datetime')
      .map(({ field }) => field),
  };
};
