// The plugin's own way from a file on disk to TikTok. node ours.cjs ADDRESS FILE
import { openLocal } from '../../../server/src/media/files/local-file';
import { createTikTokClient, planChunks } from '../../../server/src/tiktok';
import { measured } from './measured';

const [address = '', file = ''] = process.argv.slice(2);

void measured(async () => {
  const client = createTikTokClient({ apiUrl: address });
  const source = await openLocal(file, 'the file');
  try {
    const end = await client.upload.sequentially({
      plan: planChunks(source.bytes),
      uploadUrl: `${address}/ours`,
      contentType: 'video/mp4',
      openRange: (first, last) => source.openRange(first, last),
      beforeLastChunk: async () => undefined,
      onProgress: () => undefined,
    });
    if (end.kind !== 'complete') throw new Error(`The upload ended as ${end.kind}.`);
  } finally {
    await source.close();
  }
});
