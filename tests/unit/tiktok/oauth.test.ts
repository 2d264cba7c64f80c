import {
  codeChallenge,
  createPkce,
  createTikTokClient,
  isDesktopRedirect,
  parseScopes,
  TikTokInputError,
  TikTokNotSent,
  TikTokOAuthError,
  TikTokUnavailable,
  TikTokUnknownOutcome,
} from '../../../server/src/tiktok';
import { type Answer, rejection, serve } from './support/server';

const app = { clientKey: 'awTESTKEY', clientSecret: 'very-secret-secret' };
const tokens = {
  access_token: 'act.new!1',
  expires_in: 7200,
  open_id: '-000abc-def',
  refresh_expires_in: 15552000,
  refresh_token: 'rft.new!2',
  scope: 'user.info.basic,video.publish',
  token_type: 'Bearer',
};

const closers: Array<() => Promise<void>> = [];
const against = async (answer: Answer) => {
  const server = await serve(answer);
  closers.push(server.close);
  return { client: createTikTokClient({ apiUrl: server.url, timeoutMs: 2000 }), seen: server.seen };
};
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

describe('the authorize address', () => {
  const { oauth } = createTikTokClient();
  const input = {
    clientKey: 'awTESTKEY',
    scopes: ['user.info.basic', 'video.publish'],
    redirectUri: 'https://example.com/callback/',
    state: 'st',
  };

  test('carries exactly what TikTok documents, and always asks for consent', () => {
    const url = new URL(oauth.authorizeUrl(input));
    expect(url.origin + url.pathname).toBe('https://www.tiktok.com/v2/auth/authorize/');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_key: 'awTESTKEY',
      response_type: 'code',
      scope: 'user.info.basic,video.publish',
      redirect_uri: 'https://example.com/callback/',
      state: 'st',
      disable_auto_auth: '1',
    });
    expect(url.search).toContain('scope=user.info.basic%2Cvideo.publish');
  });

  test('T51: a Desktop redirect gets the hex challenge, a web one none', () => {
    const challenge = codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk');
    const desktop = { ...input, redirectUri: 'http://localhost:1337/api/tiktok/oauth/callback' };
    const url = new URL(oauth.authorizeUrl({ ...desktop, codeChallenge: challenge }));
    expect(url.searchParams.get('code_challenge')).toBe(challenge);
    expect(url.searchParams.get('code_challenge_method')).toBe('S256');
    expect(oauth.authorizeUrl({ ...input, codeChallenge: challenge })).not.toContain('challenge');
    expect(() => oauth.authorizeUrl(desktop)).toThrow(TikTokInputError);
  });

  test('is refused in words when something is missing', () => {
    expect(() => oauth.authorizeUrl({ ...input, state: '', scopes: [] })).toThrow(
      'At least one scope is needed. The state is missing.',
    );
  });
});

describe('PKCE', () => {
  test('T51: the challenge is the lowercase hex of SHA-256', () => {
    expect(codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk')).toBe(
      '13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3',
    );
  });

  test('a new verifier is allowed by TikTok, differs each time and fits its challenge', () => {
    const [one, two] = [createPkce(), createPkce()];
    expect(one.verifier).toMatch(/^[A-Za-z0-9\-._~]{43,128}$/);
    expect(one.verifier).not.toBe(two.verifier);
    expect(codeChallenge(one.verifier)).toBe(one.challenge);
  });

  test.each(['short', 'x'.repeat(129), `${'x'.repeat(50)}+`])(
    'refuses the verifier %s',
    (verifier) => {
      expect(() => codeChallenge(verifier)).toThrow(TikTokInputError);
    },
  );

  test.each([
    ['http://localhost:1337/cb', true],
    ['http://127.0.0.1:*/cb/', true],
    ['https://localhost:8443/cb', true],
    ['http://localhost/cb', false],
    ['https://example.com:1337/cb', false],
    ['https://localhost.example.com:1/cb', false],
  ])('%s is a Desktop redirect: %s', (uri, expected) => {
    expect(isDesktopRedirect(uri)).toBe(expected);
  });
});

describe('the code exchange', () => {
  test('sends a form in which * and ! of the code are encoded once, and reads the tokens', async () => {
    const { client, seen } = await against(() => ({
      body: tokens,
      headers: { 'x-tt-logid': 'header-log' },
    }));
    const set = await client.oauth.exchangeCode({
      ...app,
      code: 'abc*0!6410',
      redirectUri: 'https://example.com/cb',
      codeVerifier: 'v'.repeat(43),
    });
    expect(set).toEqual({
      accessToken: 'act.new!1',
      expiresInSeconds: 7200,
      openId: '-000abc-def',
      refreshToken: 'rft.new!2',
      refreshExpiresInSeconds: 15552000,
      scopes: ['user.info.basic', 'video.publish'],
      untold: [],
      logId: 'header-log',
    });
    const [request] = seen;
    expect(request?.method).toBe('POST');
    expect(request?.path).toBe('/v2/oauth/token/');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.headers['cache-control']).toBe('no-cache');
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body.toString()))).toEqual({
      client_key: 'awTESTKEY',
      client_secret: 'very-secret-secret',
      code: 'abc*0!6410',
      grant_type: 'authorization_code',
      redirect_uri: 'https://example.com/cb',
      code_verifier: 'v'.repeat(43),
    });
  });

  const exchange = async (change: object) => {
    const { client } = await against(() => ({ body: { ...tokens, ...change } }));
    return client.oauth.exchangeCode({ ...app, code: 'code', redirectUri: 'https://e.com/' });
  };

  test.each([
    ['no access token', { access_token: undefined }, 'access_token'],
    ['an empty access token', { access_token: '' }, 'access_token'],
    ['an access token that is no text', { access_token: 7 }, 'access_token'],
    ['no open_id', { open_id: undefined }, 'open_id'],
    ['an empty open_id', { open_id: '' }, 'open_id'],
    ['an open_id without end', { open_id: 'x'.repeat(300) }, 'open_id'],
  ])('refuses %s, and shows no token', async (_, change, named) => {
    const error = await rejection(exchange(change));
    expect(error).toBeInstanceOf(TikTokUnknownOutcome);
    expect(String(error)).toContain(named);
    expect(String(error)).not.toContain('act.new');
  });

  // What TikTok promises beside these two, and each way in which it may be missing.
  const LESSER = {
    expires_in: 'expiresInSeconds',
    refresh_token: 'refreshToken',
    refresh_expires_in: 'refreshExpiresInSeconds',
    scope: 'scopes',
  };
  test.each(
    Object.entries(LESSER).flatMap(([field, ours]) =>
      [undefined, null, '', false, {}, ...(/expires/.test(field) ? ['soon', -5, 0] : [])].map(
        (value) => [field, value, ours] as const,
      ),
    ),
  )('takes an answer whose %s is %j, and says so', async (field, value, ours) => {
    const set = await exchange({ [field]: value });
    expect(set).toMatchObject({
      accessToken: 'act.new!1',
      openId: '-000abc-def',
      untold: [field],
    });
    expect(set).toHaveProperty(ours, undefined);
  });

  test.each([
    ['lifetimes as text', { expires_in: '7200', refresh_expires_in: ' 86400 ' }],
    ['lifetimes with fractions', { expires_in: 7200.9, refresh_expires_in: '86400.5' }],
  ])('reads %s', async (_, change) => {
    await expect(exchange(change)).resolves.toMatchObject({
      expiresInSeconds: 7200,
      refreshExpiresInSeconds: 86_400,
      untold: [],
    });
  });

  test('reads an open_id that is a number, and permissions that are a list', async () => {
    const set = await exchange({ open_id: 42, scope: ['video.publish', 'user.info.basic'] });
    expect(set).toMatchObject({ openId: '42', scopes: ['video.publish', 'user.info.basic'] });
  });

  test('takes a lifetime beyond all measure for a long one', async () => {
    const set = await exchange({ expires_in: 1e18, refresh_expires_in: 9e15 });
    expect(set.expiresInSeconds).toBe(400 * 24 * 3600);
    expect(set.refreshExpiresInSeconds).toBe(400 * 24 * 3600);
  });
});

describe('the refresh', () => {
  const refresh = async (answer: Answer) => {
    const { client, seen } = await against(answer);
    return { promise: client.oauth.refresh({ ...app, refreshToken: 'rft.old' }), seen };
  };

  test('T43: HTTP 200 with a string error is a refusal, and success needs no error member', async () => {
    const bad = await refresh(() => ({
      body: {
        error: 'invalid_grant',
        error_description: 'Refresh token is expired.',
        log_id: 'l1',
      },
    }));
    const error = await rejection(bad.promise);
    expect(error).toBeInstanceOf(TikTokOAuthError);
    expect(error).toMatchObject({
      code: 'invalid_grant',
      httpStatus: 200,
      logId: 'l1',
      outcome: 'refused',
      retryable: false,
      tiktokMessage: 'Refresh token is expired.',
    });
    const good = await refresh(() => ({ body: tokens }));
    await expect(good.promise).resolves.toMatchObject({ refreshToken: 'rft.new!2' });
    expect(new URLSearchParams(good.seen[0]?.body.toString()).get('grant_type')).toBe(
      'refresh_token',
    );
  });

  test.each([
    ['503 with HTML', { status: 503, body: '<html>busy</html>' }, TikTokUnavailable],
    ['200 with HTML', { status: 200, body: '<html>login</html>' }, TikTokUnknownOutcome],
    ['500 with JSON', { status: 500, body: {} }, TikTokUnavailable],
    ['a word for its own fault', { body: { error: 'server_error' } }, TikTokUnavailable],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, TikTokUnknownOutcome],
  ])('T42: %s does not say that the token is dead', async (_name, reply, expected) => {
    const { promise, seen } = await refresh(() => reply);
    const error = await rejection(promise);
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ outcome: 'unknown', retryable: true });
    expect(seen).toHaveLength(1);
  });

  test('T44: an absent or empty new refresh token leaves the old one', async () => {
    const { promise } = await refresh(() => ({
      body: { access_token: 'act.x', expires_in: '7200', refresh_token: '' },
    }));
    await expect(promise).resolves.toMatchObject({
      accessToken: 'act.x',
      expiresInSeconds: 7200,
      refreshToken: 'rft.old',
      scopes: undefined,
      untold: ['refresh_token', 'refresh_expires_in', 'scope', 'open_id'],
    });
  });

  test.each([
    {},
    { expires_in: null, scope: '', refresh_expires_in: 'never', open_id: false },
    { expires_in: '7200', scope: ['video.publish'] },
  ])('keeps the new pair whatever else is told: %j', async (rest) => {
    const { promise } = await refresh(() => ({
      body: { access_token: 'act.x', refresh_token: 'rft.x', ...rest },
    }));
    await expect(promise).resolves.toMatchObject({ accessToken: 'act.x', refreshToken: 'rft.x' });
  });

  test('without an access token is no success', async () => {
    const { promise } = await refresh(() => ({ body: { ...tokens, access_token: '' } }));
    expect(await rejection(promise)).toBeInstanceOf(TikTokUnknownOutcome);
  });

  test('a lost answer is unknown, a refused connection certainly not sent', async () => {
    const lost = await refresh(() => 'reset');
    expect(await rejection(lost.promise)).toMatchObject({
      code: 'connection_lost',
      outcome: 'unknown',
    });

    const server = await serve(() => ({}));
    await server.close();
    const client = createTikTokClient({ apiUrl: server.url });
    const error = await rejection(client.oauth.refresh({ ...app, refreshToken: 'rft.old' }));
    expect(error).toBeInstanceOf(TikTokNotSent);
    expect(error).toMatchObject({ code: 'not_connected', outcome: 'not_sent', retryable: true });
  });
});

describe('revoke and the check of the credentials', () => {
  test.each(['', '{}'])('revoke sends the access token and takes the answer "%s"', async (body) => {
    const { client, seen } = await against(() => ({ body }));
    await client.oauth.revoke({ ...app, accessToken: 'act.dead' });
    expect(seen[0]?.path).toBe('/v2/oauth/revoke/');
    expect(new URLSearchParams(seen[0]?.body.toString()).get('token')).toBe('act.dead');
  });

  test('an empty answer to a revoke with HTTP 500 is no success', async () => {
    const { client } = await against(() => ({ status: 500 }));
    expect(await rejection(client.oauth.revoke({ ...app, accessToken: 'a' }))).toBeInstanceOf(
      TikTokUnavailable,
    );
  });

  test('a wrong pair is told by its code, a right one gives no token out', async () => {
    const { client } = await against((_seen, count) =>
      count === 1
        ? { status: 401, body: { error: 'invalid_client', error_description: 'Wrong.' } }
        : { body: { access_token: 'clt.secret', expires_in: 7200, token_type: 'Bearer' } },
    );
    expect(await rejection(client.oauth.clientCredentials(app))).toMatchObject({
      code: 'invalid_client',
      tiktokMessage: 'Wrong.',
    });
    expect(await client.oauth.clientCredentials(app)).toEqual({});
  });
});

test('T48: granted scopes are read with commas, spaces and doubles', () => {
  expect(parseScopes('a,b, c b')).toEqual(['a', 'b', 'c']);
  expect(parseScopes('')).toEqual([]);
});
