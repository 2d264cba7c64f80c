import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { table, type TableName } from '../../database/tables';

const rows = z.array(z.object({ value: z.string().nullable(), count: z.coerce.number() }));

/** How many rows have each of these values in a column, none left out; other values are nobody's. */
export const countBy = async <Value extends string>(
  strapi: Core.Strapi,
  name: TableName,
  column: string,
  values: readonly Value[],
): Promise<Record<Value, number>> => {
  const found = rows.parse(
    await table(strapi, name).groupBy(column).select({ value: column }).count({ count: '*' }),
  );
  const counts = new Map(found.map(({ value, count }) => [value, count]));
  return Object.fromEntries(values.map((value) => [value, counts.get(value) ?? 0])) as Record<
    Value,
    number
  >;
};
