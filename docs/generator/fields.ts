import { z } from 'zod';

import { shapeNames } from './contracts';
import { anchor, code } from './markdown';

type Json = z.core.JSONSchema.BaseSchema;

/** One line of a table of fields. */
export interface Field {
  /** Path in dots; `[]` stands for each element of a list. */
  name: string;
  /** The same without marks of lists and variants, for looking up the comment. */
  trail: string;
  type: string;
  required: boolean;
  limits: string;
}

const SAFE = Number.MAX_SAFE_INTEGER;

const asSchema = (value: unknown): Json =>
  typeof value === 'object' && value !== null ? (value as Json) : {};

/** The alternatives without `null`, and whether there was one. */
const withoutNull = (schema: Json): { options: Json[]; nullable: boolean } => {
  const { type } = schema;
  const options = Array.isArray(type)
    ? type.map((one): Json => ({ ...schema, type: one }))
    : (schema.anyOf ?? schema.oneOf ?? [schema]).map(asSchema);
  const rest = options.filter((option) => option.type !== 'null');
  return { options: rest, nullable: rest.length < options.length };
};

const shapeLink = (reference: string): string => {
  const title = reference.replace(/^.*\//, '');
  return `[${title}](#${anchor(title)})`;
};

const single = (schema: Json): string => {
  if (schema.$ref) return shapeLink(schema.$ref);
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return `one of ${schema.enum.map((value) => code(String(value))).join(', ')}`;
  if (schema.type === 'array') return `list of ${typeOf(asSchema(schema.items))}`;
  if (schema.type === 'object' || schema.properties) return 'object';
  if (schema.format === 'date-time') return 'string, ISO 8601 with offset';
  if (schema.format === 'uri') return 'string, a URL';
  return typeof schema.type === 'string' ? schema.type : 'any';
};

const typeOf = (schema: Json): string => {
  const { options, nullable } = withoutNull(schema);
  const types = [...new Set(options.map(single))].join(' or ');
  if (types === '') return 'null';
  return nullable ? `${types} or null` : types;
};

const limitsOf = (schema: Json): string => {
  const { options } = withoutNull(schema);
  const [only] = options;
  const limits: string[] = [];
  if (only && options.length === 1) {
    const { minLength, maxLength, minimum, exclusiveMinimum, maximum, minItems, maxItems } = only;
    if (minLength !== undefined) limits.push(`at least ${minLength} characters`);
    if (maxLength !== undefined) limits.push(`at most ${maxLength} characters`);
    if (exclusiveMinimum === 0) limits.push('more than 0');
    if (typeof minimum === 'number' && minimum > -SAFE) limits.push(`from ${minimum}`);
    if (typeof maximum === 'number' && maximum < SAFE) limits.push(`to ${maximum}`);
    if (minItems !== undefined) limits.push(`from ${minItems}`);
    if (maxItems !== undefined) limits.push(`to ${maxItems} elements`);
  }
  const bounds = limits.join(', ').replace(/(from \d+), to/, '$1 to');
  const fallback =
    schema.default === undefined ? '' : `default ${code(JSON.stringify(schema.default))}`;
  return [bounds, fallback].filter(Boolean).join('; ');
};

const inside = (schema: Json, name: string, trail: string): Field[] => {
  const { options } = withoutNull(schema);
  const variants = options.filter(({ properties }) => properties).length > 1;
  return options.flatMap((option) => {
    if (option.$ref) return [];
    if (option.type === 'array') return inside(asSchema(option.items), `${name}[]`, trail);
    if (option.properties) {
      const kind = Object.entries(option.properties).find(
        ([, value]) => asSchema(value).const !== undefined,
      );
      const label = variants && kind ? ` (${kind[0]} ${asSchema(kind[1]).const})` : '';
      return propertiesOf(option, name, trail)
        .filter((field) => !label || field.name !== `${name}.${kind?.[0]}`)
        .map((field) => ({ ...field, name: field.name.replace(name, `${name}${label}`) }));
    }
    const each = option.additionalProperties;
    return typeof each === 'object'
      ? [
          {
            name: `${name}.<key>`,
            trail: `${trail}.<key>`,
            type: typeOf(asSchema(each)),
            required: true,
            limits: '',
          },
        ]
      : [];
  });
};

const propertiesOf = (schema: Json, prefix: string, trailPrefix: string): Field[] =>
  Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const property = asSchema(value);
    const name = prefix ? `${prefix}.${key}` : key;
    const trail = trailPrefix ? `${trailPrefix}.${key}` : key;
    const required = schema.required?.includes(key) ?? false;
    const { options } = withoutNull(property);
    const kinds = options.flatMap((option) =>
      Object.values(option.properties ?? {}).flatMap((inner) => {
        const { const: constant } = asSchema(inner);
        return constant === undefined ? [] : [`${code(String(constant))}`];
      }),
    );
    const type =
      kinds.length > 1
        ? `object whose ${code('type')} is one of ${kinds.join(', ')}`
        : typeOf(property);
    return [
      { name, trail, type, required, limits: limitsOf(property) },
      ...inside(property, name, trail),
    ];
  });

const jsonOf = (schema: z.ZodType, io: 'input' | 'output'): Json =>
  z.toJSONSchema(schema, { io, metadata: shapeNames, unrepresentable: 'any' });

/** The title of a shape, or null for a schema that is none. */
export const shapeOf = (schema: z.ZodType): string | null => shapeNames.get(schema)?.id ?? null;

/**
 * The fields of an object schema, nested ones by their path in dots. `input`: what a caller sends,
 * before defaults; `output`: what comes back.
 */
export const fieldsOf = (schema: z.ZodType, io: 'input' | 'output', trail = ''): Field[] => {
  const json = jsonOf(schema, io);
  // A named schema's own form stands among the definitions when something in it refers back to it.
  const own = json.$ref ? asSchema(json.$defs?.[json.$ref.replace(/^.*\//, '')]) : json;
  return propertiesOf(own, '', trail);
};
