// The fastest plain Node program known for this work: one PUT after the other, each piped from a
// read stream with reads of 1 MiB. No check, no retry, no deadline. node plain.cjs ADDRESS FILE
import { createReadStream, statSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pipeline } from 'node:stream/promises';

import { measured } from './measured';

const [address = '', file = ''] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });

const put = (first: number, last: number, size: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sending = request(`${address}/plain`, {
      method: 'PUT',
      agent,
      headers: {
        'content-type': 'video/mp4',
        'content-length': last - first + 1,
        'content-range': `bytes ${first}-${last}/${size}`,
      },
    });
    sending.on('error', reject);
    sending.on('response', (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode));
    });
    const body = createReadStream(file, { start: first, end: last, highWaterMark: 1024 * 1024 });
    pipeline(body, sending).catch(reject);
  });

void measured(async () => {
  const { size } = statSync(file);
  const chunk = size <= 64_000_000 ? size : 10_000_000;
  const count = Math.floor(size / chunk);
  let status: number | undefined;
  for (let index = 0; index < count; index += 1) {
    const last = index === count - 1 ? size - 1 : (index + 1) * chunk - 1;
    status = await put(index * chunk, last, size);
  }
  if (status !== 201) throw new Error(`The sink answered ${status}.`);
});
