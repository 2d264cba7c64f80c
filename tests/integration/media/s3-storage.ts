import { mkdir } from 'node:fs/promises';
import http from 'node:http';
import { type AddressInfo } from 'node:net';
import path from 'node:path';

import S3rver from 's3rver';

export interface StorageRequest {
  method: string;
  key: string;
  range: string | null;
  /** Of the address, or of the header; null when it is signed by nobody. */
  signature: string | null;
  status: number;
}

const BUCKET = 'private-media';
/** The only pair s3rver knows. */
const SECRET = 'S3RVER';

const signatureOf = (request: http.IncomingMessage, url: URL): string | null =>
  url.searchParams.get('X-Amz-Signature') ??
  /Signature=(\w+)/.exec(request.headers.authorization ?? '')?.[1] ??
  null;

/**
 * An S3-compatible storage with one private bucket: what is not signed is refused, as S3 does by
 * default (s3rver itself lets strangers read). Signatures are checked by s3rver.
 */
export const startS3 = async (directory: string) => {
  await mkdir(directory, { recursive: true });
  const storage = new S3rver({
    directory: path.resolve(directory),
    silent: true,
    vhostBuckets: false,
    configureBuckets: [{ name: BUCKET, configs: [] }],
  });
  await storage.configureBuckets();
  const handler = storage.callback();
  const requests: StorageRequest[] = [];
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://storage');
    const signature = signatureOf(request, url);
    response.once('finish', () => {
      requests.push({
        method: request.method ?? '',
        key: url.pathname.slice(`/${BUCKET}/`.length),
        range: request.headers.range ?? null,
        signature,
        status: response.statusCode,
      });
    });
    if (signature === null) {
      request.resume();
      response.writeHead(403).end();
      return;
    }
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    requests,
    /** Makes the demo app keep its Media Library here. */
    env: {
      UPLOAD_PROVIDER: 'aws-s3',
      AWS_ACCESS_KEY_ID: SECRET,
      AWS_ACCESS_SECRET: SECRET,
      AWS_BUCKET: BUCKET,
      AWS_ENDPOINT: endpoint,
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
