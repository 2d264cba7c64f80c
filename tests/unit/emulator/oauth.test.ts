import { DEFAULT_CLIENT_KEY, DEFAULT_CLIENT_SECRET, type Emulator } from '../../../emulator';
import {
  authorizeUrl,
  code,
  creatorInfo,
  directVideo,
  exchange,
  start,
  status,
  stopAll,
  token,
} from './helpers';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await start();
});
afterEach(stopAll);

const refresh = (refresh_token: unknown) =>
  token(emulator, { grant_type: 'refresh_token', refresh_token: String(refresh_token) });

it('exchanges a code for tokens in a flat answer without an error member', async () => {
  const { status, body } = await exchange(emulator, code(emulator));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    expires_in: 7200,
    refresh_expires_in: 180 * 24 * 3600,
    scope: 'user.info.basic,video.publish',
    token_type: 'Bearer',
  });
  expect(body).not.toHaveProperty('error');
  expect(String(body.open_id)).toContain('-');
});

it('takes a code once only', async () => {
  const one = code(emulator);
  await exchange(emulator, one);
  const again = await exchange(emulator, one);
  expect(again).toMatchObject({ status: 200, body: { error: 'invalid_grant' } });
});

it('does not know a code that is still percent-encoded, and lets codes expire', async () => {
  const encoded = encodeURIComponent(code(emulator)).replace(
    /[*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  expect((await exchange(emulator, encoded)).body.error).toBe('invalid_grant');
  const late = code(emulator);
  emulator.advance(301_000);
  expect((await exchange(emulator, late)).body.error).toBe('invalid_grant');
});

it('compares the redirect_uri with the one of the login', async () => {
  const { body } = await exchange(emulator, code(emulator), {
    redirect_uri: 'http://localhost:1337/other',
  });
  expect(body).toMatchObject({
    error: 'invalid_request',
    error_description: 'Redirect_uri is not matched with the uri when requesting code.',
  });
  expect(body.log_id).toMatch(/^\d{14}[0-9A-F]{20}$/);
});

it('T51 wants the verifier whose hex SHA-256 was the challenge', async () => {
  const wrong = await exchange(emulator, code(emulator), { code_verifier: 'a'.repeat(43) });
  expect(wrong.body.error).toBe('invalid_request');
  const missing = await exchange(emulator, code(emulator), { code_verifier: '' });
  expect(missing.body.error).toBe('invalid_request');
});

it('refuses a wrong secret, an unknown grant and a JSON body', async () => {
  expect((await token(emulator, { client_secret: 'no', grant_type: 'x' })).body.error).toBe(
    'invalid_client',
  );
  expect((await token(emulator, { grant_type: 'password' })).body.error).toBe(
    'unsupported_grant_type',
  );
  const reply = await fetch(`${emulator.apiUrl}/v2/oauth/token/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_key: DEFAULT_CLIENT_KEY }),
  });
  expect(await reply.json()).toMatchObject({ error: 'invalid_request' });
});

it('gives a client token for client_credentials that cannot post', async () => {
  const { body } = await token(emulator, { grant_type: 'client_credentials' });
  expect(body).toMatchObject({ expires_in: 7200, token_type: 'Bearer' });
  expect((await creatorInfo(emulator, String(body.access_token))).code).toBe(
    'access_token_invalid',
  );
});

it('T43 rotates the refresh token at each refresh and answers HTTP 200 invalid_grant for the old one', async () => {
  const first = emulator.connect('demo_creator');
  const second = await refresh(first.refresh_token);
  expect(second.body.refresh_token).not.toBe(first.refresh_token);
  expect(await refresh(first.refresh_token)).toMatchObject({
    status: 200,
    body: { error: 'invalid_grant' },
  });
  expect((await refresh(second.body.refresh_token)).body).not.toHaveProperty('error');
});

it('tells remaining seconds, and ends a refresh token after 180 days whatever was refreshed', async () => {
  const first = emulator.connect('demo_creator');
  emulator.advance(100 * 24 * 3600 * 1000);
  const { body } = await refresh(first.refresh_token);
  expect(body.refresh_expires_in).toBeLessThanOrEqual(80 * 24 * 3600);
  emulator.advance(81 * 24 * 3600 * 1000);
  expect((await refresh(body.refresh_token)).body.error).toBe('invalid_grant');
});

it('ends access tokens after two hours', async () => {
  const { access_token } = emulator.connect('demo_creator');
  expect((await creatorInfo(emulator, access_token)).code).toBe('ok');
  emulator.advance(7_201_000);
  expect(await creatorInfo(emulator, access_token)).toMatchObject({
    status: 401,
    code: 'access_token_invalid',
  });
});

it('T52 revoke kills every token of the user, and fails what is on its way with auth_removed', async () => {
  const gone = emulator.connect('demo_creator');
  const init = await directVideo(emulator, gone.access_token);
  const reply = await fetch(`${emulator.apiUrl}/v2/oauth/revoke/`, {
    method: 'POST',
    body: new URLSearchParams({
      client_key: DEFAULT_CLIENT_KEY,
      client_secret: DEFAULT_CLIENT_SECRET,
      token: gone.access_token,
    }),
  });
  expect(await reply.json()).toEqual({});
  expect((await creatorInfo(emulator, gone.access_token)).status).toBe(401);
  expect((await refresh(gone.refresh_token)).body.error).toBe('invalid_grant');
  const back = emulator.connect('demo_creator');
  expect(
    (await status(emulator, back.access_token, String(init.data.publish_id))).data,
  ).toMatchObject({
    status: 'FAILED',
    fail_reason: 'auth_removed',
  });
});

it('T48 grants the subset of scopes the user left ticked', async () => {
  const { body } = await exchange(emulator, code(emulator, ['user.info.basic']));
  expect(body.scope).toBe('user.info.basic');
  const refused = await creatorInfo(emulator, String(body.access_token));
  expect(refused).toMatchObject({ status: 401, code: 'scope_not_authorized' });
});

it('keeps secrets out of the ledger but shows which token was sent', async () => {
  const first = emulator.connect('demo_creator');
  await refresh(first.refresh_token);
  await refresh(first.refresh_token);
  await fetch(authorizeUrl(emulator));
  const text = JSON.stringify(emulator.ledger());
  expect(text).not.toContain(first.refresh_token);
  expect(text).not.toContain(DEFAULT_CLIENT_SECRET);
  const sent = emulator.calls().filter((call) => call.endpoint === 'oauth.token');
  expect(sent.map((call) => call.effect)).toEqual([true, false]);
  expect(sent[0]?.body).toEqual(sent[1]?.body);
});
