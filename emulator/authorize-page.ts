import { mayLogIn, type AuthorizeRequest } from './authorize';
import { type Core } from './core';
import { escapeHtml, page } from './html';
import { type Scope } from './types';

const SCOPE_TEXT: Record<Scope, string> = {
  'user.info.basic': 'Read your profile info (avatar, display name)',
  'user.info.profile': 'Read your additional profile information (bio, username, verified mark)',
  'user.info.stats': 'Read your profile engagement statistics',
  'video.list': 'Read your public videos on TikTok',
  'video.upload': 'Share content to your account as a draft to further edit and post in TikTok',
  'video.publish': 'Post content to TikTok',
};

/** What TikTok shows instead of redirecting when the app's setup is wrong. */
export const refusalPage = (wrong: readonly string[]): string =>
  page(
    'TikTok login (emulator)',
    `<main class="narrow"><h1>Something went wrong</h1>
<div class="error" role="alert"><p>We couldn't log in with TikTok. This may be due to specific app settings.</p>
<p>If you're a developer, correct the following and try again:</p>
<ul>${wrong.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul></div></main>`,
  );

const accountChoice = (
  core: Core,
  request: AuthorizeRequest,
  signedIn: string | undefined,
): string => {
  const accounts = [...core.state.accounts.values()].filter((account) =>
    mayLogIn(request.app, account.handle),
  );
  const checked = accounts.some((account) => account.handle === signedIn)
    ? signedIn
    : accounts[0]?.handle;
  return accounts
    .map(
      (account) =>
        `<label><input type="radio" name="account" required value="${escapeHtml(account.handle)}"${
          account.handle === checked ? ' checked' : ''
        }> <span>${escapeHtml(account.nickname)} <span class="note">@${escapeHtml(account.handle)}${
          account.private ? ', private' : ''
        }</span></span></label>`,
    )
    .join('');
};

/** The consent page: choose the account, untick what is not granted, Authorize or Cancel. */
export const consentPage = (
  core: Core,
  request: AuthorizeRequest,
  search: string,
  signedIn: string | undefined,
): string =>
  page(
    'Authorize app (TikTok emulator)',
    `<main class="narrow"><p class="note">This is the TikTok emulator, not TikTok.</p>
<h1>An app wants to access your TikTok account</h1>
<p class="note">Client key <code>${escapeHtml(request.app.clientKey)}</code></p>
<form method="post" action="/v2/auth/authorize/${escapeHtml(search)}">
<fieldset><legend>Account</legend>${accountChoice(core, request, signedIn)}</fieldset>
<fieldset><legend>Allow the app to</legend>${request.scopes
      .map(
        (scope) =>
          `<label><input type="checkbox" name="scope" value="${scope}" checked> <span>${SCOPE_TEXT[scope]} <span class="note">${scope}</span></span></label>`,
      )
      .join('')}</fieldset>
<button class="primary" name="decision" value="authorize">Authorize</button>
<button name="decision" value="cancel" formnovalidate>Cancel</button>
</form></main>`,
  );
