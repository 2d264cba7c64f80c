declare module 's3rver' {
  import { type RequestListener } from 'node:http';

  interface Options {
    directory: string;
    silent: boolean;
    serviceEndpoint?: string;
    vhostBuckets?: boolean;
    configureBuckets: { name: string; configs: readonly string[] }[];
  }

  /** An S3-compatible storage on the file system, as a Koa application. */
  class S3rver {
    constructor(options: Options);
    callback(): RequestListener;
    configureBuckets(): Promise<void>;
  }
  export = S3rver;
}
