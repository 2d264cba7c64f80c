import { createHash, randomUUID } from 'node:crypto';
import { isDesktop } from './authorize';
import { type Context, type Core, type Handler } from './core';
import { OAuthError } from './errors';
import { flatReply } from './http';
import { newAccessToken, newClientToken, newRefreshToken, openIdOf } from './ids';
import { type Json } from './json';
import { type App, type Grant, type Scope } from './types';
import { failInProgress } from './processing';

const VERIFIER = /^[A-Za-z0-9\-._~]{43,128}$/;

const readForm = (context: Context): URLSearchParams => {
  const type = context.request.headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    throw new OAuthError(
      'invalid_request',
      'Only `application/x-www-form-urlencoded` is supported as Content-Type.',
    );
  }
  return new URLSearchParams(context.body);
};

const need = (form: URLSearchParams, name: string): string => {
  const value = form.get(name);
  if (!value) throw new OAuthError('invalid_request', `The request parameter ${name} is missing.`);
  return value;
};

const clientOf = (context: Context, form: URLSearchParams): App => {
  const app = context.core.state.apps.get(need(form, 'client_key'));
  if (app) context.call.clientKey = app.clientKey;
  if (!app || need(form, 'client_secret') !== app.clientSecret) {
    throw new OAuthError('invalid_client', 'Client key or secret is incorrect.');
  }
  return app;
};

const addAccessToken = (core: Core, grant: Grant): string => {
  const token = newAccessToken();
  core.state.accessTokens.set(token, {
    token,
    grantId: grant.id,
    expiresAt: core.clock.now() + core.settings.tokens.accessSec * 1000,
  });
  return token;
};

/** The success answer: flat, without an `error` member (contract 1.4). */
const tokenAnswer = (core: Core, grant: Grant, accessToken: string): { [key: string]: Json } => ({
  access_token: accessToken,
  expires_in: core.settings.tokens.accessSec,
  open_id: grant.openId,
  refresh_expires_in: Math.max(0, Math.ceil((grant.refreshExpiresAt - core.clock.now()) / 1000)),
  refresh_token: grant.refreshToken,
  scope: grant.scopes.join(','),
  token_type: 'Bearer',
});

/** Stores what a user granted an app. */
export const createGrant = (
  core: Core,
  clientKey: string,
  handle: string,
  scopes: readonly Scope[],
): { grant: Grant; accessToken: string } => {
  const grant: Grant = {
    id: randomUUID(),
    clientKey,
    handle,
    scopes,
    openId: openIdOf(clientKey, handle),
    refreshToken: newRefreshToken(),
    refreshExpiresAt: core.clock.now() + core.settings.tokens.refreshSec * 1000,
  };
  core.state.grants.set(grant.id, grant);
  return { grant, accessToken: addAccessToken(core, grant) };
};

const exchangeCode = (context: Context, form: URLSearchParams, app: App): Json => {
  const { core, call } = context;
  const entry = core.state.codes.get(need(form, 'code'));
  const redirectUri = need(form, 'redirect_uri');
  if (!entry || entry.clientKey !== app.clientKey || entry.expiresAt <= core.clock.now()) {
    throw new OAuthError(
      'invalid_grant',
      'Authorization code is invalid, expired or already used.',
    );
  }
  if (redirectUri !== entry.redirectUri) {
    throw new OAuthError(
      'invalid_request',
      'Redirect_uri is not matched with the uri when requesting code.',
    );
  }
  if (isDesktop(app, redirectUri)) {
    const verifier = need(form, 'code_verifier');
    const challenge = createHash('sha256').update(verifier).digest('hex');
    if (!VERIFIER.test(verifier) || challenge !== entry.codeChallenge) {
      throw new OAuthError('invalid_request', 'Code verifier or code challenge is invalid.');
    }
  }
  core.state.codes.delete(entry.code);
  const { grant, accessToken } = createGrant(core, app.clientKey, entry.handle, entry.scopes);
  call.openId = grant.openId;
  call.handle = grant.handle;
  call.effect = true;
  return tokenAnswer(core, grant, accessToken);
};

/** Strict rotation: every refresh returns a new refresh token and the old one is dead (contract 1.5). */
const refresh = (context: Context, form: URLSearchParams, app: App): Json => {
  const { core, call } = context;
  const token = need(form, 'refresh_token');
  const grant = [...core.state.grants.values()].find((one) => one.refreshToken === token);
  if (!grant || grant.clientKey !== app.clientKey || grant.refreshExpiresAt <= core.clock.now()) {
    throw new OAuthError('invalid_grant', 'Refresh token is invalid or expired.');
  }
  grant.refreshToken = newRefreshToken();
  if (core.settings.tokens.refreshRestarts) {
    grant.refreshExpiresAt = core.clock.now() + core.settings.tokens.refreshSec * 1000;
  }
  call.openId = grant.openId;
  call.handle = grant.handle;
  call.effect = true;
  return tokenAnswer(core, grant, addAccessToken(core, grant));
};

/** POST /v2/oauth/token/ */
export const token: Handler = (context) => {
  const form = readForm(context);
  const app = clientOf(context, form);
  switch (need(form, 'grant_type')) {
    case 'authorization_code':
      return flatReply(exchangeCode(context, form, app));
    case 'refresh_token':
      return flatReply(refresh(context, form, app));
    case 'client_credentials':
      context.call.effect = true;
      return flatReply({ access_token: newClientToken(), expires_in: 7200, token_type: 'Bearer' });
    default:
      throw new OAuthError('unsupported_grant_type', 'The grant type is not supported.');
  }
};

/**
 * Ends everything a user granted an app and tells the app by webhook.
 * Posts on their way fail with `auth_removed`.
 * @param reason as in `authorization.removed`: 1 user disconnected … 5 developer revoked.
 */
export const removeAuthorization = (
  core: Core,
  clientKey: string,
  openId: string,
  reason: number,
): void => {
  for (const grant of [...core.state.grants.values()]) {
    if (grant.clientKey !== clientKey || grant.openId !== openId) continue;
    core.state.grants.delete(grant.id);
    for (const access of [...core.state.accessTokens.values()]) {
      if (access.grantId === grant.id) core.state.accessTokens.delete(access.token);
    }
  }
  failInProgress(core, clientKey, openId, 'auth_removed');
  core.webhooks.send({ clientKey, openId, event: 'authorization.removed', content: { reason } });
};

/** POST /v2/oauth/revoke/ takes the access token. */
export const revoke: Handler = (context) => {
  const { core, call } = context;
  const form = readForm(context);
  const app = clientOf(context, form);
  const access = core.state.accessTokens.get(need(form, 'token'));
  const grant = access && core.state.grants.get(access.grantId);
  if (!grant || grant.clientKey !== app.clientKey) {
    throw new OAuthError('invalid_request', 'The access token is invalid.');
  }
  call.openId = grant.openId;
  call.handle = grant.handle;
  call.effect = true;
  removeAuthorization(core, app.clientKey, grant.openId, 5);
  return flatReply({});
};
