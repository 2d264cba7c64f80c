import { type CheckContext } from './check';

const MB = 1024 * 1024;
/** Sizes that proxies are usually limited to, and what a demo video or a long clip needs. */
const SIZES = [1, 10, 50, 100, 250, 500, 1000, 4000].map((size) => size * MB);

export interface ProxyLimit {
  /** The largest size that was let through, where a larger one was refused. */
  atMost: number | null;
  words: string;
}

/**
 * How much the way to this Strapi lets through: only the announced length is sent, never the bytes.
 * A proxy with a limit answers 413 to the announcement alone.
 */
export const findUploadLimit = async (
  context: Pick<CheckContext, 'fetch'>,
  publicUrl: string,
): Promise<ProxyLimit> => {
  let passed = 0;
  for (const size of SIZES) {
    const page = await context.fetch(`${publicUrl}/upload`, { announceBytes: size });
    if (!page.ok) return { atMost: passed || null, words: `not known: ${page.message}` };
    if (page.status === 413) {
      return {
        atMost: passed,
        words: `refuses ${size / MB} MB (413)${passed ? `, lets ${passed / MB} MB through` : ''}`,
      };
    }
    passed = size;
  }
  return { atMost: null, words: `lets ${passed / MB} MB through` };
};
