import { type Finding, type MediaFacts } from '../../../contracts/media';
import { type Asset } from './asset';
import { type AssetFiles } from './asset-files';
import { assetMissing, isSourceError } from './errors';
import { declaredFinding, formatFinding, sourceFinding, videoFindings } from './findings';
import { type MediaType, sniffType, type VideoType } from './media-type';
import { type OpenFile } from './open-file';
import { planPicture, readPictureFacts } from './picture';
import { NO_FACTS, readVideoFacts } from './video-facts';

export interface Preflight {
  facts: MediaFacts;
  findings: Finding[];
}

/** Browsers declare these for the same content. */
const SAME_TYPE: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'video/x-m4v': 'video/mp4',
};

const typeFindings = (asset: Asset, real: MediaType): Finding[] => {
  const declared = (asset.mime ?? '').toLowerCase();
  const same = (SAME_TYPE[declared] ?? declared) === real;
  return same || declared === '' ? [] : [declaredFinding(asset.name, declared, real)];
};

const isVideo = (type: MediaType): type is VideoType => type.startsWith('video/');

const checkVideo = async (file: OpenFile, type: VideoType, name: string): Promise<Preflight> => {
  const facts = await readVideoFacts(file, type);
  return { facts, findings: videoFindings(name, file.bytes, facts) };
};

const checkPicture = async (file: OpenFile, type: MediaType, name: string): Promise<Preflight> => {
  const picture = await readPictureFacts(file, type, name);
  const container = type.split('/')[1]!.toUpperCase();
  return {
    facts: { ...NO_FACTS, container, width: picture.width, height: picture.height },
    findings: planPicture(picture, name).changes,
  };
};

/**
 * Reads the headers of one asset and holds them against TikTok's limits. Never throws for a file
 * that is bad or cannot be read: that is a finding.
 */
export const createPreflight =
  ({ find, files }: { find: (assetId: number) => Promise<Asset | null>; files: AssetFiles }) =>
  async (assetId: number, signal?: AbortSignal): Promise<Preflight> => {
    const asset = await find(assetId);
    if (!asset) return { facts: NO_FACTS, findings: [sourceFinding(assetMissing(assetId))] };
    let file: OpenFile | undefined;
    try {
      file = await files.open(asset, { signal, partsOnly: true });
      const type = sniffType(file.head);
      if (file.bytes === 0) {
        return { facts: NO_FACTS, findings: videoFindings(asset.name, 0, NO_FACTS) };
      }
      if (!type) {
        return { facts: NO_FACTS, findings: [formatFinding(asset.name, asset.mime ?? '')] };
      }
      const { facts, findings } = isVideo(type)
        ? await checkVideo(file, type, asset.name)
        : await checkPicture(file, type, asset.name);
      return { facts, findings: [...typeFindings(asset, type), ...findings] };
    } catch (error) {
      if (!isSourceError(error)) throw error;
      return { facts: NO_FACTS, findings: [sourceFinding(error)] };
    } finally {
      await file?.close();
    }
  };
