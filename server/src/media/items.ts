import { type MediaItem } from '../../../contracts/media';
import { type Caller } from '../http/handle';
import { type Asset } from './asset';
import { type AssetFiles } from './files/asset-files';
import { isSourceError } from './errors';
import { inBatches } from './in-batches';
import { kindOfMime, kindOfType, sniffType } from './media-type';
import { type Glance } from './files/open-file';

/** An asset and where in its entry it stands; `field` is null without an entry. */
export interface AssetRef {
  assetId: number;
  field: string | null;
}

/** Declared by browsers that do not know a file's type. */
const UNSPECIFIC = ['', 'application/octet-stream', 'binary/octet-stream'];

/** Whether a declared type says nothing about the content. */
export const isUnspecific = (mime: string): boolean => UNSPECIFIC.includes(mime);

const couldBeMedia = ({ mime }: Asset): boolean =>
  isUnspecific(mime ?? '') || kindOfMime(mime ?? '') !== null;

export const createItems = ({
  find,
  files,
  mayRead,
  previewUrl,
}: {
  find: (assetId: number) => Promise<Asset | null>;
  files: AssetFiles;
  mayRead: (caller: Caller, assetId: number) => Promise<boolean>;
  previewUrl: (assetId: number, userId: number) => string | null;
}) => {
  /** A file that cannot be reached is still listed: the preflight says what is wrong with it. */
  const glanceOrNull = async (asset: Asset, signal?: AbortSignal): Promise<Glance | null> => {
    try {
      return await files.glance(asset, signal);
    } catch (error) {
      if (isSourceError(error)) return null;
      throw error;
    }
  };

  const describe = async (
    { assetId, field }: AssetRef,
    caller: Caller,
    signal?: AbortSignal,
  ): Promise<MediaItem | null> => {
    signal?.throwIfAborted();
    const asset = await find(assetId);
    if (!asset || !couldBeMedia(asset) || !(await mayRead(caller, assetId))) return null;
    const seen = await glanceOrNull(asset, signal);
    const type = seen && sniffType(seen.head);
    const kind = type ? kindOfType(type) : kindOfMime(asset.mime ?? '');
    if (!kind) return null;
    return {
      assetId,
      kind,
      name: asset.name,
      mime: type ?? asset.mime ?? '',
      ext: asset.ext ?? null,
      bytes: seen?.bytes ?? null,
      width: asset.width ?? null,
      height: asset.height ?? null,
      previewUrl: previewUrl(assetId, caller.id),
      updatedAt: asset.updatedAt,
      field,
    };
  };

  /**
   * The videos and pictures among these assets that the caller may read, in the given order, with
   * exact sizes and signed preview addresses. Others (documents, sounds, hidden files) are left out.
   * @throws the signal's reason
   */
  return async (
    assets: readonly AssetRef[],
    caller: Caller,
    signal?: AbortSignal,
  ): Promise<MediaItem[]> => {
    const items = await inBatches(assets, (ref) => describe(ref, caller, signal));
    return items.filter((item) => item !== null);
  };
};
