import { createHash } from 'node:crypto';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

import { type Asset } from '../asset';
import { fileMissing } from '../errors';
import { glanceLocal, openLocal } from './local-file';
import { type Glance, type OpenFile, type WholeFile } from './open-file';
import { type RemoteFile, type RemoteFiles } from './remote-file';

/** What the Media Library's configuration says; read anew at each use. */
export interface UploadSetup {
  /** Strapi's `public` folder. */
  publicDir: string;
  /** The configured provider's name, as in `file.provider`. */
  providerName: string;
  /** This server, for providers that store addresses without a host. */
  serverUrl: string;
  /** The address to read from at this moment: signed if the provider is private. */
  addressOf(asset: Asset): Promise<string>;
}

const LOCAL = 'local';

const localPath = (asset: Asset, publicDir: string): string => {
  const folder = path.join(publicDir, 'uploads');
  const target = path.join(folder, `${asset.hash}${asset.ext ?? ''}`);
  // Hash and extension come from a database that other tools may write.
  if (!target.startsWith(folder + path.sep)) throw fileMissing(asset.name, 'on this server');
  return target;
};

const hashed = async (opening: Promise<OpenFile>, signal?: AbortSignal): Promise<WholeFile> => {
  const file = await opening;
  try {
    const hash = createHash('sha256');
    if (file.bytes > 0) {
      const content = await file.openRange(0, file.bytes - 1);
      await pipeline(content, hash, { ...(signal && { signal }) });
    }
    return { ...file, sha256: hash.digest('hex') };
  } catch (error) {
    await file.close();
    throw error;
  }
};

/** Opens assets wherever the Media Library keeps them: on disk, or at the provider's addresses. */
export const createAssetFiles = ({
  setup,
  remote,
}: {
  setup: () => UploadSetup;
  remote: RemoteFiles;
}) => {
  const remoteFile = (asset: Asset): RemoteFile => {
    const { addressOf, providerName, serverUrl } = setup();
    return {
      name: asset.name,
      url: async () => new URL(await addressOf(asset), serverUrl || undefined).href,
      trusted: asset.provider === providerName,
      storedKilobytes: asset.size ? asset.size : null,
    };
  };

  return {
    /** Size, version and first bytes, with one request at most. */
    glance: (asset: Asset, signal?: AbortSignal): Promise<Glance> =>
      asset.provider === LOCAL
        ? glanceLocal(localPath(asset, setup().publicDir), asset.name)
        : remote.glance(remoteFile(asset), signal),

    /** For reading; `partsOnly` when only headers are wanted. Close it. */
    open: (
      asset: Asset,
      options: { signal?: AbortSignal | undefined; partsOnly?: boolean } = {},
    ): Promise<OpenFile> =>
      asset.provider === LOCAL
        ? openLocal(localPath(asset, setup().publicDir), asset.name)
        : remote.open(remoteFile(asset), options),

    /** For reading, with the hash of all its bytes; a remote one is read once as a whole. Close it. */
    openWhole: (asset: Asset, signal?: AbortSignal): Promise<WholeFile> =>
      asset.provider === LOCAL
        ? hashed(openLocal(localPath(asset, setup().publicDir), asset.name), signal)
        : remote.openWhole(remoteFile(asset), signal),
  };
};

export type AssetFiles = ReturnType<typeof createAssetFiles>;
