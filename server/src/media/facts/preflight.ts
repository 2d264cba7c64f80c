import { addAbortSignal } from 'node:stream';

import { type Finding, type MediaFacts, type MediaFingerprint } from '../../../../contracts/media';
import { type Asset } from '../asset';
import { type AssetFiles } from '../files/asset-files';
import { assetMissing, isSourceError, SourceChanged, unreachable } from '../errors';
import { type MediaType, sniffType, type VideoType } from '../media-type';
import { type OpenFile } from '../files/open-file';
import { planPicture, readPictureFacts, tryDecoding } from '../pictures/picture';
import { fingerprintOf, storedVersion } from '../fingerprint';
import { type MediaSource } from '../source';
import { type ContentFacts } from './content-facts';
import { declaredFinding, formatFinding, sourceFinding, videoFindings } from './findings';
import { createMediaInfo } from './media-info';
import { createRemembered } from './remembered';
import { type Asker, createTurns } from './turns';
import { NO_FACTS, readVideoFacts } from './video-facts';

export interface Preflight {
  facts: MediaFacts;
  findings: Finding[];
  /** What was found in the bytes; null where they could not be read. */
  content: ContentFacts | null;
  /** Which bytes these were; null where the storage did not say it without being read whole. */
  fingerprint: MediaFingerprint | null;
}

export interface PreflightOptions {
  /** Whose turn it is taken from. */
  asker: Asker;
  /** Ends the waiting and the reading: then the signal's reason is thrown. */
  signal?: AbortSignal | undefined;
}

/** Versions of files of which the facts are kept; some 300 bytes each. */
const REMEMBERED = 5_000;
/** Reading the headers of one file may take so long: whoever waits behind it waits as well. */
const READ_MS = 20_000;
/** Pictures are decoded in memory. */
const PICTURES_AT_ONCE = 2;
/** Of one person: as many as some forms ask for at the same time. */
const MOST_WAITING = 100;

/** Browsers declare these for the same content. */
const SAME_TYPE: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'video/x-m4v': 'video/mp4',
};

const typeFindings = (name: string, mime: string, real: MediaType): Finding[] => {
  const declared = mime.toLowerCase();
  const same = (SAME_TYPE[declared] ?? declared) === real;
  return same || declared === '' ? [] : [declaredFinding(name, declared, real)];
};

const isVideo = (type: MediaType): type is VideoType => type.startsWith('video/');

type Judged = Pick<Preflight, 'facts' | 'findings'>;

const nothingBut = (finding: Finding): Preflight => ({
  facts: NO_FACTS,
  findings: [finding],
  content: null,
  fingerprint: null,
});

/** Holds what is known of a file against TikTok's limits. */
const judge = (
  { name, declared, bytes }: Pick<MediaSource, 'name' | 'declared' | 'bytes'>,
  content: ContentFacts,
): Judged => {
  if (bytes === 0) return { facts: NO_FACTS, findings: videoFindings(name, 0, NO_FACTS) };
  switch (content.kind) {
    case 'unknown':
      return { facts: NO_FACTS, findings: [formatFinding(name, declared)] };
    case 'video': {
      const { facts, type } = content;
      const findings = [
        ...typeFindings(name, declared, type),
        ...videoFindings(name, bytes, facts),
      ];
      return { facts, findings };
    }
    case 'photo': {
      const { facts, type } = content;
      const container = type.split('/')[1]!.toUpperCase();
      return {
        facts: { ...NO_FACTS, container, width: facts.width, height: facts.height },
        findings: [...typeFindings(name, declared, type), ...planPicture(facts, name).changes],
      };
    }
  }
};

/** Reads the headers of files, once per version of their bytes, and holds them against TikTok's limits. */
export const createPreflight = ({
  find,
  files,
}: {
  find: (assetId: number) => Promise<Asset | null>;
  files: AssetFiles;
}) => {
  const mediaInfo = createMediaInfo();
  const remembered = createRemembered<ContentFacts>(REMEMBERED);
  const videos = createTurns({ atOnce: 1, mostWaiting: MOST_WAITING });
  const pictures = createTurns({ atOnce: PICTURES_AT_ONCE, mostWaiting: MOST_WAITING });

  const readContent = async (
    file: OpenFile,
    type: MediaType | null,
    name: string,
  ): Promise<ContentFacts> => {
    if (!type) return { kind: 'unknown' };
    if (isVideo(type)) {
      return { kind: 'video', type, facts: await readVideoFacts(mediaInfo, file, type) };
    }
    const facts = await readPictureFacts(file, type, name);
    await tryDecoding(file, name);
    return { kind: 'photo', type, facts };
  };

  /**
   * Reads what `open` opens, unless the facts of this version are there when its turn has come; then
   * `opened` is null.
   */
  const contentOf = (
    { name, version, type }: { name: string; version: string | null; type: MediaType | null },
    { asker, signal }: PreflightOptions,
    open: (signal: AbortSignal, whole: boolean) => Promise<OpenFile>,
  ): Promise<{ content: ContentFacts; opened: OpenFile | null }> => {
    const readOnce = async (until: AbortSignal, whole: boolean) => {
      const opened = await open(until, whole);
      try {
        return { content: await readContent(opened, type, name), opened };
      } finally {
        await opened.close();
      }
    };
    const turns = type && isVideo(type) ? videos : pictures;
    return turns(asker, signal, async () => {
      const known = version === null ? undefined : remembered.get(version);
      if (known) return { content: known, opened: null };
      const late = AbortSignal.timeout(READ_MS);
      const until = signal ? AbortSignal.any([signal, late]) : late;
      try {
        const read = await readOnce(until, false).catch((error: unknown) => {
          // Another machine of the storage may name the same bytes otherwise; one answer is one version.
          if (error instanceof SourceChanged) return readOnce(until, true);
          throw error;
        });
        if (version !== null) remembered.set(version, read.content);
        return read;
      } catch (error) {
        signal?.throwIfAborted();
        throw late.aborted ? unreachable(name) : error;
      }
    });
  };

  /** A file that is bad or cannot be read is a finding. */
  const orFinding = async (work: () => Promise<Preflight>): Promise<Preflight> => {
    try {
      return await work();
    } catch (error) {
      if (!isSourceError(error)) throw error;
      return nothingBut(sourceFinding(error));
    }
  };

  return {
    /**
     * The preflight of what an asset holds now. Never throws for a file that is bad or cannot be
     * read: that is a finding. @throws Problem `too_many_files`, the signal's reason
     */
    probe: (assetId: number, options: PreflightOptions): Promise<Preflight> =>
      orFinding(async () => {
        const { signal } = options;
        const asset = await find(assetId);
        if (!asset) return nothingBut(sourceFinding(assetMissing(assetId)));
        const { name } = asset;
        const declared = asset.mime ?? '';
        const seen = await files.glance(asset, signal);
        const type = sniffType(seen.head);
        const counted = seen.bytes === null ? null : { ...seen, bytes: seen.bytes };
        const fingerprint = counted && fingerprintOf(asset, counted);
        if (fingerprint?.bytes === 0) {
          const judged = judge({ name, declared, bytes: 0 }, { kind: 'unknown' });
          return { ...judged, content: null, fingerprint };
        }
        const version = fingerprint && storedVersion(fingerprint);
        const { content, opened } = await contentOf(
          { name, version, type },
          options,
          (until, whole) =>
            whole
              ? files.openWhole(asset, until)
              : files.open(asset, { signal: until, partsOnly: true }),
        );
        // Where the storage names no length it has been counted by now.
        const now = fingerprint ?? (opened && fingerprintOf(asset, opened));
        const judged = judge({ name, declared, bytes: now?.bytes ?? 0 }, content);
        return { ...judged, content, fingerprint: now };
      }),

    /**
     * The preflight of a file that is open already and stays open.
     * @param known facts of these very bytes, kept from an earlier look; then nothing is read
     */
    preflightOf: (
      source: MediaSource,
      options: PreflightOptions & { known?: ContentFacts | null | undefined },
    ): Promise<Omit<Preflight, 'fingerprint'>> =>
      orFinding(async () => {
        const { name, version, contentType } = source;
        const read = async (until: AbortSignal): Promise<OpenFile> => ({
          ...source,
          head: Buffer.alloc(0),
          openRange: async (first, last) =>
            addAbortSignal(until, await source.openRange(first, last)),
          close: async () => undefined,
        });
        const file = { name, version, type: contentType };
        const content = options.known ?? (await contentOf(file, options, read)).content;
        return { ...judge(source, content), content, fingerprint: null };
      }),

    close(): void {
      mediaInfo.close();
      remembered.clear();
    },
  };
};

export type PreflightReader = ReturnType<typeof createPreflight>;
