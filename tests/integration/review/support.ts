import { inflateRawSync } from 'node:zlib';

import { type z } from 'zod';

import { reviewView, type ReviewCheck, type ReviewView } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { type Answer, type TestStrapi } from '../../support';

/** Calls of the review page as the super admin makes them. */
export const createReviewCalls = (site: () => TestStrapi) => {
  const ask = async (method: string, path: string, body?: unknown): Promise<Answer> =>
    site().request(method, `/tiktok/review${path}`, { token: await site().as('superAdmin'), body });
  const must = async <T>(schema: z.ZodType<T>, method: string, path: string, body?: unknown) => {
    const answer = await ask(method, path, body);
    if (answer.status !== 200)
      throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
    return schema.parse(answer.body);
  };
  const view = (): Promise<ReviewView> => must(reviewView, 'GET', '');

  return {
    ask,
    must,
    view,
    run: (mode: AppMode, step?: string) => must(reviewView, 'POST', '/run', { mode, step }),
    async facts(facts: Record<string, unknown>): Promise<ReviewView> {
      const { factsVersion } = await view();
      return must(reviewView, 'PUT', '/facts', { version: factsVersion, facts });
    },
    async properties(properties: unknown[]): Promise<ReviewView> {
      const { factsVersion } = await view();
      return must(reviewView, 'PUT', '/properties', { version: factsVersion, properties });
    },
  };
};

export const checkIn = (view: ReviewView, mode: AppMode, id: string): ReviewCheck => {
  const found = view.steps[mode].flatMap(({ checks }) => checks).find((check) => check.id === id);
  if (!found) throw new Error(`there is no check ${id} in ${mode}`);
  return found;
};

const CENTRAL = 0x02014b50;

/** The files of a zip archive by their names (APPNOTE.TXT, 4.3.12 and 4.3.7). */
export const unzip = (archive: Buffer): Map<string, Buffer> => {
  const files = new Map<string, Buffer>();
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  let at = archive.readUInt32LE(end + 16);
  while (archive.readUInt32LE(at) === CENTRAL) {
    const method = archive.readUInt16LE(at + 10);
    const size = archive.readUInt32LE(at + 20);
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + size);
    files.set(
      archive.toString('utf8', at + 46, at + 46 + name!),
      method === 8 ? inflateRawSync(packed) : packed,
    );
    at += 46 + name! + extra! + comment!;
  }
  return files;
};
