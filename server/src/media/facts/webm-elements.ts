/** An element of EBML (RFC 8794): its id, and where its content stands in the buffer. */
export interface Element {
  id: number;
  from: number;
  /** Behind its last byte; beyond the buffer where that ends earlier, infinite where it is unknown. */
  to: number;
}

const MOST_ID_BYTES = 4;
const MOST_NUMBER_BYTES = 8;
/** Bytes of an element's id and size together. */
export const LONGEST_HEAD = MOST_ID_BYTES + MOST_NUMBER_BYTES;

/** Bytes of a variable-length number, told by the zeros its first byte begins with. */
const widthOf = (first: number): number => Math.clz32(first) - 23;

const bigEndian = (buffer: Buffer, from: number, to: number, begin = 0): number =>
  buffer.subarray(from, to).reduce((value, byte) => value * 256 + byte, begin);

/** A number of variable length, infinite where it says "unknown"; null where the buffer ends before. */
export const variableAt = (buffer: Buffer, at: number): { value: number; next: number } | null => {
  const first = buffer[at] ?? 0;
  const width = widthOf(first);
  const next = at + width;
  if (width > MOST_NUMBER_BYTES || next > buffer.length) return null;
  const value = bigEndian(buffer, at + 1, next, first & (0xff >> width));
  // All ones: what was written did not know its size yet (RFC 8794, 6.2).
  return { value: value >= 2 ** (7 * width) - 1 ? Infinity : value, next };
};

/** The element that begins at `at`, or null where none does or the buffer ends within its head. */
export const elementAt = (buffer: Buffer, at: number): Element | null => {
  const width = widthOf(buffer[at] ?? 0);
  if (width > MOST_ID_BYTES) return null;
  const size = variableAt(buffer, at + width);
  if (!size) return null;
  return { id: bigEndian(buffer, at, at + width), from: size.next, to: size.next + size.value };
};

/** Bytes whose elements are read, at most so many of them: only a forged file has more. */
export interface Elements {
  buffer: Buffer;
  left: number;
}

/** What stands side by side within an element, as far as the bytes go and elements are left. */
export const childrenOf = function* (elements: Elements, { from, to }: Omit<Element, 'id'>) {
  const end = Math.min(to, elements.buffer.length);
  let next = from;
  while (next < end && elements.left > 0) {
    elements.left -= 1;
    const element = elementAt(elements.buffer, next);
    if (!element) return;
    yield element;
    next = element.to;
  }
};

/** The first child of this id. */
export const childOf = (
  elements: Elements,
  parent: Omit<Element, 'id'>,
  id: number,
): Element | null => {
  for (const child of childrenOf(elements, parent)) if (child.id === id) return child;
  return null;
};

/** An unsigned number as an element's content; null where there is none or it is cut off. */
export const unsignedOf = (buffer: Buffer, element: Element | null): number | null => {
  if (!element || element.to > buffer.length) return null;
  const width = element.to - element.from;
  if (width < 1 || width > MOST_NUMBER_BYTES) return null;
  return bigEndian(buffer, element.from, element.to);
};
