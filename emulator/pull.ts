import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { type Core } from './core';
import { bodyOf } from './http';
import { type Epoch } from './tasks';
import { type Media, type Publish } from './types';
import { CHUNK } from './source-info';

/** The download did not work: no connection, not 200, redirected, cut, too slow. */
export class PullFailed extends Error {}

const request = (url: string, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const get = url.startsWith('https:') ? httpsGet : httpGet;
    const headers = { 'user-agent': 'TikTok-Pull-Emulator', 'accept-encoding': 'identity' };
    get(url, { agent: false, signal, headers }, resolve).on('error', reject);
  });

const cancels = new WeakMap<Publish, AbortController>();

/** Stops the running download of a post. */
export const abortPull = (publish: Publish): void => cancels.get(publish)?.abort();

async function* counted(
  core: Core,
  publish: Publish,
  parts: AsyncIterable<Buffer>,
  epoch: Epoch,
): AsyncGenerator<Buffer> {
  const { pullBytesPerSec } = core.settings.delays;
  for await (const part of parts) {
    publish.downloadedBytes += part.length;
    if (publish.downloadedBytes > CHUNK.maxVideo) throw new PullFailed('The file is too large.');
    if (Number.isFinite(pullBytesPerSec)) await epoch.pause((part.length / pullBytesPerSec) * 1000);
    yield part;
  }
}

/**
 * Downloads one address as TikTok does: no redirects, 200 only, the whole body.
 * @throws PullFailed whatever the reason.
 */
export const pull = async (
  core: Core,
  publish: Publish,
  url: string,
  epoch: Epoch,
): Promise<Media> => {
  const cancel = cancels.get(publish) ?? new AbortController();
  cancels.set(publish, cancel);
  const slow = new AbortController();
  const deadline = core.clock.now() + core.settings.delays.pullTimeoutSec * 1000;
  const watch = setInterval(() => core.clock.now() > deadline && slow.abort(), 50);
  const signal = AbortSignal.any([epoch.signal, cancel.signal, slow.signal]);
  try {
    const answer = await request(url, signal);
    if (answer.statusCode !== 200) {
      answer.destroy();
      throw new PullFailed(`The address answered ${answer.statusCode ?? 'nothing'}.`);
    }
    const file = core.storage.create();
    const part = await file.receive(counted(core, publish, bodyOf(answer), epoch));
    await file.commit(part);
    return file.finish(
      (answer.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
    );
  } catch (error) {
    throw error instanceof PullFailed ? error : new PullFailed('The connection failed.');
  } finally {
    clearInterval(watch);
  }
};
