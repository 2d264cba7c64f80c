import { z } from 'zod';

import { endpoints } from '../../../contracts';
import { GREATEST } from '../../../contracts/ids';

/** More than any call has of anything. */
const VERY_MANY = 5_000;

type Found = { where: string; what: string };
type Walk = (schema: z.core.$ZodType, where: string) => Found[];

/** Whether a pattern itself ends what it matches: anchored, and nothing in it repeats without a limit. */
const isBounded = ({ source }: RegExp): boolean => {
  const plain = source.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  const outside = plain.replace(/\([^()]*\)/g, 'x');
  return /^\^[^|()]*\$$/.test(outside) && !/[*+]|\{\d+,\}/.test(plain);
};

const bagOf = (schema: z.core.$ZodType): Record<string, unknown> => schema._zod.bag;
const patternsOf = (schema: z.core.$ZodType): RegExp[] => [
  ...(z.set(z.instanceof(RegExp)).safeParse(bagOf(schema).patterns).data ?? []),
];

const ofString: Walk = (schema, where) => {
  const { maximum, length } = bagOf(schema);
  if ((maximum ?? length) !== undefined || patternsOf(schema).some(isBounded)) return [];
  return [{ where, what: 'a text of any length' }];
};

/** An integer column fails beyond its range, on PostgreSQL also in a question. */
const ofNumber: Walk = (schema, where) => {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = bagOf(schema);
  const isIn = (...limits: unknown[]) =>
    limits.some((limit) => typeof limit === 'number' && Math.abs(limit) <= GREATEST);
  return isIn(minimum, exclusiveMinimum) && isIn(maximum, exclusiveMaximum)
    ? []
    : [{ where, what: 'a number of any size' }];
};

const ofArray = ({ _zod: { bag }, element }: z.ZodArray, where: string): Found[] => [
  ...((bag.maximum ?? bag.length) === undefined ? [{ where, what: 'a list of any length' }] : []),
  ...walk(element, `${where}[]`),
];

/** A record's limit is a refinement, so it is tried. */
const ofRecord = (schema: z.ZodRecord, where: string): Found[] => {
  const fits = (count: number) =>
    [1, 'x'].some((value) => {
      const many = Array.from({ length: count }, (_, index) => [`k${index}`, value]);
      return schema.safeParse(Object.fromEntries(many)).success;
    });
  return [
    ...(fits(1) && !fits(VERY_MANY) ? [] : [{ where, what: 'any number of properties' }]),
    ...walk(schema.keyType, `${where} (name)`),
    ...walk(schema.valueType, `${where}{}`),
  ];
};

/** What goes through a transformation is bounded where it comes in. */
const ofPipe = (schema: z.ZodPipe, where: string): Found[] => {
  const inner = schema.in instanceof z.ZodTransform ? schema.out : schema.in;
  return walk(inner, where);
};

const NOTHING_TO_BOUND = [z.ZodEnum, z.ZodLiteral, z.ZodBoolean, z.ZodNull, z.ZodNever] as const;

const walk: Walk = (schema, where) => {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([name, one]) => walk(one, `${where}.${name}`));
  }
  if (schema instanceof z.ZodArray) return ofArray(schema, where);
  if (schema instanceof z.ZodString || schema instanceof z.ZodStringFormat) {
    return ofString(schema, where);
  }
  if (schema instanceof z.ZodNumber) return ofNumber(schema, where);
  if (schema instanceof z.ZodRecord) return ofRecord(schema, where);
  if (schema instanceof z.ZodPipe) return ofPipe(schema, where);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => walk(one, where));
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNonOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch
  ) {
    return walk(schema.unwrap(), where);
  }
  if (NOTHING_TO_BOUND.some((kind) => schema instanceof kind)) return [];
  return [{ where, what: `a ${schema._zod.def.type}, of which this test knows no bounds` }];
};

const asked = endpoints.flatMap(({ method, path, params, query, body }) =>
  Object.entries({ params, query, body }).flatMap(([part, schema]) =>
    schema ? [[`${part} of ${method} ${path}`, schema] as const] : [],
  ),
);

it('there are calls that ask for something', () => {
  expect(asked.length).toBeGreaterThan(100);
});

it.each(asked)('%s has a limit for every text, number and list', (_, schema) => {
  expect(walk(schema, '')).toEqual([]);
});

describe('what has no limit is found:', () => {
  it.each([
    ['a text', z.string()],
    ['a text whose pattern repeats', z.string().regex(/^[a-z]+$/)],
    ['a text whose pattern is not anchored', z.string().regex(/[a-z]/)],
    ['a text whose pattern is anchored on one side only', z.string().regex(/^a$|b$/)],
    ['a moment with any number of digits', z.iso.datetime()],
    ['a number', z.number().int().positive()],
    ['a list', z.array(z.boolean())],
    ['a text in a list', z.array(z.string()).max(3)],
    ['a record', z.record(z.string().max(20), z.string().max(3))],
    ['a text behind what else may be', z.union([z.literal('a'), z.string()]).optional()],
    ['a text that becomes something else', z.string().transform(Number)],
    ['a number that is read from a text', z.preprocess(Number, z.number())],
    ['what nobody looked at', z.unknown()],
  ])('%s', (_, schema) => {
    expect(walk(z.object({ one: schema }), '')).toHaveLength(1);
  });
});
