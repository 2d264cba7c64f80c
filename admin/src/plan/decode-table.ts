export interface DecodedTable {
  text: string;
  /** It was no UTF-8 and was read as the encoding of Windows, which is a guess. */
  guessed: boolean;
}

/** UTF-16 without a byte order mark: every other byte of a header row in Latin letters is zero. */
const utf16Of = (bytes: Uint8Array): string | null => {
  const start = bytes.subarray(0, 64);
  const zeros = (odd: number): number =>
    start.filter((byte, index) => byte === 0 && index % 2 === odd).length;
  if (zeros(1) > start.length / 4) return 'utf-16le';
  return zeros(0) > start.length / 4 ? 'utf-16be' : null;
};

const encodingOf = (bytes: Uint8Array): string | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return utf16Of(bytes);
};

/**
 * The text of a CSV as spreadsheets save it: UTF-8, UTF-16 ("Unicode text"), or the windows-1252 of
 * Excel's plain "CSV".
 */
export const decodeTable = (content: ArrayBuffer): DecodedTable => {
  const bytes = new Uint8Array(content);
  const encoding = encodingOf(bytes);
  if (encoding) return { text: new TextDecoder(encoding).decode(bytes), guessed: false };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: false };
  } catch {
    const windows = new TextDecoder('windows-1252');
    // In two steps: at once, Node 20 decodes it as Latin-1, which has no dashes and quotes.
    return { text: windows.decode(bytes, { stream: true }) + windows.decode(), guessed: true };
  }
};
