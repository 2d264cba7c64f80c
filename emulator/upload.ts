import { type Context, type Core, type Handler } from './core';
import { UploadError } from './errors';
import { bodyOf, textReply } from './http';
import { startProcessing } from './processing';
import { type Publish, type UploadTask } from './types';

const CONTENT_TYPES = ['video/mp4', 'video/quicktime', 'video/webm'];

const findTask = (core: Core, url: URL): { publish: Publish; task: UploadTask } => {
  const id = url.searchParams.get('upload_id');
  for (const publish of core.state.publishes.values()) {
    const task = publish.upload;
    if (task && task.uploadId === id) return { publish, task };
  }
  throw new UploadError(404, 'No such upload task.');
};

/** `bytes 0-{UPLOADED_BYTES}/{TOTAL}`; whether that is a count or an index TikTok leaves open. */
const progress = (core: Core, task: UploadTask): string => {
  const uploaded =
    core.settings.quirks.uploadRange === 'index' ? Math.max(0, task.received - 1) : task.received;
  return `bytes 0-${uploaded}/${task.videoSize}`;
};

interface ChunkHeaders {
  first: number;
  last: number;
  contentType: string;
}

/** @throws UploadError 400 for headers that are missing or contradict each other. */
const readHeaders = (context: Context, task: UploadTask): ChunkHeaders => {
  const { headers } = context.request;
  const contentType = (headers['content-type'] ?? '').toLowerCase();
  if (!CONTENT_TYPES.includes(contentType)) {
    throw new UploadError(400, `Content-Type must be one of ${CONTENT_TYPES.join(', ')}.`);
  }
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '');
  if (!range) throw new UploadError(400, 'Content-Range must be bytes FIRST-LAST/TOTAL.');
  const [first, last, total] = [Number(range[1]), Number(range[2]), Number(range[3])];
  if (first > last || last >= total || total !== task.videoSize) {
    throw new UploadError(400, 'Content-Range does not fit the announced video size.');
  }
  if (headers['content-length'] !== String(last - first + 1)) {
    throw new UploadError(400, 'Content-Length does not match Content-Range.');
  }
  return { first, last, contentType };
};

const checkAlive = (core: Core, publish: Publish, task: UploadTask): void => {
  if (task.expiresAt <= core.clock.now()) throw new UploadError(403, 'The upload_url has expired.');
  if (publish.status === 'FAILED') throw new UploadError(404, 'The upload task has ended.');
};

const checkProgress = (core: Core, task: UploadTask, first: number): void => {
  if (first !== task.received) {
    throw new UploadError(
      416,
      'Content-Range does not match the upload progress.',
      progress(core, task),
    );
  }
};

/** PUT to the upload_url: one chunk, strictly in order (contract 6.3). */
export const uploadChunk: Handler = async (context) => {
  const { core, url, request, call } = context;
  const { publish, task } = findTask(core, url);
  call.publishId = publish.publishId;
  call.clientKey = publish.clientKey;
  call.openId = publish.openId;
  call.handle = publish.handle;
  if (url.searchParams.get('upload_token') !== task.uploadToken) {
    throw new UploadError(403, 'The upload_token is invalid.');
  }
  checkAlive(core, publish, task);
  const { first, last, contentType } = readHeaders(context, task);
  checkProgress(core, task, first);
  const isLast = Math.floor(first / task.chunkSize) >= task.chunkCount - 1;
  if (last !== (isLast ? task.videoSize - 1 : first + task.chunkSize - 1)) {
    throw new UploadError(400, 'The chunk does not have the announced chunk_size.');
  }

  const part = await task.file.receive(bodyOf(request));
  call.bytes = part.bytes;
  call.sha256 = part.sha256;
  try {
    // Another PUT may have brought the same bytes meanwhile, or the hour may be over.
    checkAlive(core, publish, task);
    checkProgress(core, task, first);
  } catch (error) {
    await task.file.discard(part);
    throw error;
  }
  task.received += part.bytes;
  publish.uploadedBytes = task.received;
  call.effect = true;
  const headers = { 'content-range': progress(core, task) };
  const isComplete = task.received === task.videoSize;
  await task.file.commit(part);
  if (!isComplete) return textReply(206, '', headers);
  publish.media = [task.file.finish(contentType)];
  startProcessing(core, publish);
  return textReply(201, '', headers);
};
