import { z } from 'zod';

import { createLines, type Lines } from './lines';

const node = z.looseObject({
  type: z.string().optional(),
  text: z.string().optional(),
  children: z.array(z.unknown()).optional(),
});
type Node = z.output<typeof node>;

const INLINE = new Set(['text', 'link']);
/** Deeper than the editor nests; what lies below is left out. */
const MAX_DEPTH = 50;

/** Whether a value is what Strapi's rich text (blocks) holds. */
export const isBlocks = (value: unknown): value is Node[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((one) => {
    const { data } = node.safeParse(one);
    return data !== undefined && (data.children !== undefined || data.text !== undefined);
  });

const write = (lines: Lines, children: readonly unknown[], depth: number): void => {
  if (depth > MAX_DEPTH) return;
  for (const child of children) {
    const { data } = node.safeParse(child);
    if (!data) continue;
    const isInline = INLINE.has(data.type ?? 'text');
    if (!isInline) lines.block();
    const before = lines.text();
    if (data.text !== undefined) lines.exactly(data.text);
    write(lines, data.children ?? [], depth + 1);
    // An empty paragraph is how people make a blank line.
    if (!isInline) lines.block(lines.text() === before);
  }
};

/** Strapi's rich text (blocks) as plain text: each block and each list item, nested too, on a line. */
export const blocksText = (blocks: readonly unknown[]): string => {
  const lines = createLines();
  write(lines, blocks, 0);
  return lines.text();
};
