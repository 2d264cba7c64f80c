import { createHmac } from 'node:crypto';

import {
  parseSignatureHeader,
  parseWebhook,
  verifyWebhookSignature,
} from '../../../server/src/tiktok';

const SECRET = 'test-client-secret';
const SIGNATURE = 'f7162b53f477d8a9a85fd012d5404236d6c3778919374dba94b89754689636f5';
const BODY = String.raw`{"client_key":"awTESTKEY","event":"post.publish.complete","create_time":1700000000,"user_openid":"openid-1","content":"{\"publish_id\":\"v_pub_file~v2-1.7600000000000000001\",\"publish_type\":\"DIRECT_POST\"}"}`;
const HEADER = `t=1700000000,s=${SIGNATURE}`;

describe('the signature', () => {
  test('of the known vector is accepted, over bytes and over text', () => {
    for (const rawBody of [BODY, Buffer.from(BODY)]) {
      expect(verifyWebhookSignature({ header: HEADER, rawBody, secrets: [SECRET] })).toEqual({
        ok: true,
        timestampMs: 1_700_000_000_000,
        secretIndex: 0,
      });
    }
  });

  test.each([
    `t=1700000000, s=${SIGNATURE}`,
    ` s = ${SIGNATURE.toUpperCase()} ,  t = 1700000000 `,
    `v=1,t=1700000000,s=${'0'.repeat(64)},s=${SIGNATURE}`,
  ])('T95: is read with spaces, in any order and beside unknown parts: %s', (header) => {
    expect(verifyWebhookSignature({ header, rawBody: BODY, secrets: [SECRET] })).toMatchObject({
      ok: true,
    });
  });

  test('is tried against several secrets and says which one fitted', () => {
    const secrets = ['live', '', SECRET, 'old'];
    expect(verifyWebhookSignature({ header: HEADER, rawBody: BODY, secrets })).toMatchObject({
      ok: true,
      secretIndex: 2,
    });
  });

  test('T95: is still good days later; its age is left to the caller', () => {
    const t = '1000';
    const s = createHmac('sha256', SECRET).update(`${t}.${BODY}`).digest('hex');
    expect(
      verifyWebhookSignature({ header: `t=${t},s=${s}`, rawBody: BODY, secrets: [SECRET] }),
    ).toMatchObject({ ok: true, timestampMs: 1_000_000 });
  });

  test.each([
    ['missing', undefined, BODY, SECRET],
    ['malformed', 's=abc', BODY, SECRET],
    ['malformed', `t=soon,s=${SIGNATURE}`, BODY, SECRET],
    ['mismatch', HEADER, `${BODY} `, SECRET],
    ['mismatch', HEADER, BODY, 'other'],
    ['mismatch', `t=1700000001,s=${SIGNATURE}`, BODY, SECRET],
  ] as const)('is refused as %s', (reason, header, rawBody, secret) => {
    expect(verifyWebhookSignature({ header, rawBody, secrets: [secret] })).toEqual({
      ok: false,
      reason,
    });
  });

  test('an empty secret never fits', () => {
    const s = createHmac('sha256', '').update(`1.${BODY}`).digest('hex');
    expect(
      verifyWebhookSignature({ header: `t=1,s=${s}`, rawBody: BODY, secrets: [''] }),
    ).toMatchObject({ ok: false });
    expect(parseSignatureHeader(`t=1,s=${s}`)?.t).toBe('1');
  });
});

const event = (
  name: string,
  content: string,
  rest = '"create_time":1700000000,"user_openid":"-o-1"',
) =>
  parseWebhook(
    `{"client_key":"aw","event":"${name}",${rest},"content":${JSON.stringify(content)}}`,
  );

describe('an event', () => {
  test('is typed, and its time is milliseconds', () => {
    expect(parseWebhook(BODY)).toEqual({
      type: 'post_complete',
      clientKey: 'awTESTKEY',
      event: 'post.publish.complete',
      createTimeMs: 1_700_000_000_000,
      userOpenId: 'openid-1',
      publishId: 'v_pub_file~v2-1.7600000000000000001',
      publishType: 'DIRECT_POST',
    });
  });

  test.each(['7678907398077074696', '"7678907398077074696"'])(
    'T80: the post id %s stays exact',
    (id) => {
      const parsed = event('post.publish.publicly_available', `{"publish_id":"p","post_id":${id}}`);
      expect(parsed).toMatchObject({ type: 'publicly_available', postId: '7678907398077074696' });
    },
  );

  test('of every documented name has its type', () => {
    const post = '{"publish_id":"p","post_id":1,"publish_type":"INBOX_SHARE","reason":"internal"}';
    expect(event('post.publish.failed', post)).toMatchObject({
      type: 'post_failed',
      failReason: 'internal',
    });
    expect(event('post.publish.inbox_delivered', post)).toMatchObject({ type: 'inbox_delivered' });
    expect(event('post.publish.no_longer_publicaly_available', post)).toMatchObject({
      type: 'no_longer_publicly_available',
      postId: '1',
    });
    expect(event('authorization.removed', '{"reason":2}')).toMatchObject({
      type: 'authorization_removed',
      reason: 2,
    });
  });

  test('of the portal test button is unknown, with milliseconds and a numeric openid understood', () => {
    expect(
      event(
        'tiktok.ping',
        '{"reason":"testing Webhook"}',
        '"create_time":1700000000123,"user_openid":7678907398077074696',
      ),
    ).toEqual({
      type: 'unknown',
      clientKey: 'aw',
      event: 'tiktok.ping',
      createTimeMs: 1_700_000_000_123,
      userOpenId: '7678907398077074696',
    });
  });

  test('whose content is not as documented is kept as unknown, never thrown', () => {
    expect(event('post.publish.complete', '{"publish_id":')).toMatchObject({ type: 'unknown' });
    expect(event('constructor', '{}')).toMatchObject({ type: 'unknown' });
  });

  test.each(['', 'null', '[]', '{"event":1}', '['.repeat(60_000)])(
    'is none without the envelope',
    (body) => {
      expect(parseWebhook(body)).toBeUndefined();
    },
  );
});
