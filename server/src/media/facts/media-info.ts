import { mediaInfoFactory, type MediaInfo } from 'mediainfo.js';

/** A piece at a time; headers are rarely larger. */
const PIECE_BYTES = 256 * 1024;
/** The module holds 34 MB; it goes once nobody has asked for so long. */
const IDLE_MS = 60_000;

type Read = (first: number, size: number) => Promise<Uint8Array>;

/**
 * MediaInfo's WASM module, made at the first question and kept while questions come: making it anew
 * costs more than reading a video's headers. One question at a time.
 */
export const createMediaInfo = () => {
  let kept: Promise<MediaInfo<'object'>> | null = null;
  let idle: NodeJS.Timeout | undefined;

  const letGo = (): void => {
    clearTimeout(idle);
    const closing = kept;
    kept = null;
    closing?.then(
      (info) => info.close(),
      () => undefined,
    );
  };

  return {
    /**
     * MediaInfo's report on a file of so many bytes. An empty piece ends the reading: what was found
     * until then counts. @throws what `read` throws
     */
    async analyse(bytes: number, read: Read): Promise<unknown> {
      clearTimeout(idle);
      let unread: { error: unknown } | null = null;
      try {
        kept ??= mediaInfoFactory({ format: 'object', chunkSize: PIECE_BYTES });
        const info = await kept;
        return await info.analyzeData(bytes, async (size, first) => {
          try {
            return await read(first, size);
          } catch (error) {
            unread = { error };
            throw error;
          }
        });
      } catch (error) {
        // The library keeps only the words of an error.
        if (unread) throw (unread as { error: unknown }).error;
        // A module that failed by itself is in no known state.
        letGo();
        throw error;
      } finally {
        clearTimeout(idle);
        idle = setTimeout(letGo, IDLE_MS).unref();
      }
    },
    close: letGo,
  };
};

export type MediaInfoReader = ReturnType<typeof createMediaInfo>;
