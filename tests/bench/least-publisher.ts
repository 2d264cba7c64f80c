// The least that a direct video post costs a Node.js program that stores what it does: three calls,
// two webhooks, eight statements, 16 posts at a time. No rights, no encryption, no preflight, no
// budget, no timeline anybody could read. What burst.ts compares the plugin with.
// least-publisher.ts DATABASE_URL TIKTOK_URL PORT FILE
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';

import { Pool } from 'pg';
import { z } from 'zod';

const [databaseUrl = '', tiktokUrl = '', port = '0', file = ''] = process.argv.slice(2);
const PLACES = 16;
const LOOK_MS = 100;
const LEASE_MS = 60_000;

const pool = new Pool({ connectionString: databaseUrl, max: 10 });
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
const bytes = readFileSync(file);

interface Answer {
  status: number;
  body: string;
}

const call = (
  url: string,
  method: string,
  headers: http.OutgoingHttpHeaders,
  body: Buffer | string,
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { method, agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (part: Buffer) => (text += part.toString()));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
    });
    request.on('error', reject);
    request.end(body);
  });

const ask = async (address: string, token: string, input: unknown): Promise<unknown> => {
  const body = JSON.stringify(input);
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(body),
  };
  const answer = await call(`${tiktokUrl}${address}`, 'POST', headers, body);
  return JSON.parse(answer.body);
};

const creator = z.object({ error: z.object({ code: z.literal('ok') }) });
const init = z.object({ data: z.object({ publish_id: z.string(), upload_url: z.string() }) });
const attemptRows = z.tuple([z.object({ id: z.number() })]);
const claimedRows = z.array(z.object({ id: z.number(), token: z.string() }));
type Claimed = z.output<typeof claimedRows>[number];

const INTENT = `
  WITH attempt AS (INSERT INTO attempts (post_id, at) VALUES ($1, $2) RETURNING id),
    line AS (INSERT INTO timeline (post_id, at, words) VALUES ($1, $2, 'begins'))
  SELECT id FROM attempt`;
const COMMIT = `
  WITH attempt AS (UPDATE attempts SET publish_id = $2 WHERE id = $1)
  UPDATE posts SET publish_id = $2, state = 'committing' WHERE id = $3`;
const ACCEPTED = `
  WITH line AS (INSERT INTO timeline (post_id, at, words) VALUES ($1, $2, 'sent'))
  UPDATE posts SET state = 'processing', accepted = $2 WHERE id = $1 AND state = 'committing'`;
const CLAIM = `
  UPDATE posts SET state = 'due', fence = fence + 1, lease = $2::bigint + ${LEASE_MS}
  WHERE id IN (SELECT id FROM posts WHERE state = 'scheduled' AND due <= $2 ORDER BY due LIMIT $1
    FOR UPDATE SKIP LOCKED)
  RETURNING id, token`;
const EVENT = 'INSERT INTO events (digest, body) VALUES ($1, $2) ON CONFLICT DO NOTHING';
const PUBLISHED = `
  WITH attempt AS (UPDATE attempts SET outcome = 'published' WHERE publish_id = $1
      RETURNING post_id),
    post AS (UPDATE posts SET state = 'published' WHERE id = (SELECT post_id FROM attempt)
      RETURNING id)
  INSERT INTO timeline (post_id, at, words) SELECT id, $2, 'published' FROM post`;
const PUBLIC = 'UPDATE posts SET link = $2 WHERE publish_id = $1';

const post = async ({ id, token }: Claimed): Promise<void> => {
  creator.parse(await ask('/v2/post/publish/creator_info/query/', token, {}));
  const [attempt] = attemptRows.parse((await pool.query(INTENT, [id, Date.now()])).rows);
  const { data } = init.parse(
    await ask('/v2/post/publish/video/init/', token, {
      post_info: {
        title: 'Hello',
        privacy_level: 'PUBLIC_TO_EVERYONE',
        disable_comment: false,
        disable_duet: false,
        disable_stitch: false,
      },
      source_info: {
        source: 'FILE_UPLOAD',
        video_size: bytes.length,
        chunk_size: bytes.length,
        total_chunk_count: 1,
      },
    }),
  );
  await pool.query(COMMIT, [attempt.id, data.publish_id, id]);
  const headers = {
    'content-type': 'video/mp4',
    'content-length': bytes.length,
    'content-range': `bytes 0-${bytes.length - 1}/${bytes.length}`,
  };
  const sent = await call(data.upload_url, 'PUT', headers, bytes);
  if (sent.status !== 201) throw new Error(`${sent.status}: ${sent.body}`);
  await pool.query(ACCEPTED, [id, Date.now()]);
};

let working = 0;
let looking = false;
const look = async (): Promise<void> => {
  if (looking || working >= PLACES) return;
  looking = true;
  try {
    const { rows } = await pool.query(CLAIM, [PLACES - working, Date.now()]);
    for (const claimed of claimedRows.parse(rows)) {
      working += 1;
      void post(claimed)
        .catch((error: unknown) => console.error(String(error)))
        .finally(() => {
          working -= 1;
          void look();
        });
    }
  } finally {
    looking = false;
  }
};

const event = z.object({ event: z.string(), content: z.string() });
const content = z.object({ publish_id: z.string(), post_id: z.coerce.string().optional() });

const receive = async (text: string): Promise<void> => {
  const digest = createHash('sha256').update(text).digest('hex');
  const told = event.parse(JSON.parse(text));
  await pool.query(EVENT, [digest, text]);
  const { publish_id: publishId, post_id: postId } = content.parse(JSON.parse(told.content));
  if (told.event === 'post.publish.complete') await pool.query(PUBLISHED, [publishId, Date.now()]);
  else await pool.query(PUBLIC, [publishId, postId ?? '']);
};

http
  .createServer((request, answer) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      answer.end();
      receive(text).catch((error: unknown) => console.error(String(error)));
    });
  })
  .listen(Number(port), () => console.log('ready'));

setInterval(() => void look(), LOOK_MS);
process.stdin.on('end', () => process.exit(0)).resume();
