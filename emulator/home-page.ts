import { type Core } from './core';
import { escapeHtml, page } from './html';
import { avatarUrl, webPath } from './users';
import { type Post, type Publish } from './types';

const when = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

const mediaUrl = (publishId: string, index: number): string =>
  `/_emulator/media/${encodeURIComponent(publishId)}/${index}`;

const mediaOf = (item: Pick<Post, 'publishId' | 'kind' | 'media'>): string =>
  item.media
    .map((media, index) => {
      if (media.file === undefined) return `<p class="note">${media.bytes} bytes, not kept</p>`;
      const source = escapeHtml(mediaUrl(item.publishId, index));
      return item.kind === 'video'
        ? `<video controls preload="metadata" src="${source}"></video>`
        : `<img class="post" alt="Photo ${index + 1}" src="${source}">`;
    })
    .join('');

const postCard = (post: Post): string => `<article class="card" data-post-id="${post.postId}">
${mediaOf(post)}
<p>${escapeHtml(post.settings.title || post.settings.description || '(no caption)')}</p>
<p class="note">@${escapeHtml(post.handle)} · ${post.privacyLevel} · ${
  post.publiclyAvailable ? 'public id known' : 'no public id'
} · ${when(post.createdAt)}<br><a href="${escapeHtml(webPath(post))}">${post.postId}</a><br>sha256 <code>${
  post.media[0]?.sha256 ?? ''
}</code></p></article>`;

const publishCard = (publish: Publish): string => {
  const isPending = publish.status === 'SEND_TO_USER_INBOX';
  const button = isPending
    ? `<button type="button" data-finish="${escapeHtml(publish.publishId)}">Finish in the app</button>`
    : '';
  return `<article class="card" data-publish-id="${escapeHtml(publish.publishId)}">${mediaOf(publish)}
<p>${escapeHtml(publish.settings.title || '(the creator writes the caption)')}</p>
<p class="note">@${escapeHtml(publish.handle)} · ${publish.status} · ${publish.postIds.length} post(s)</p>${button}</article>`;
};

const accountCards = (core: Core): string =>
  [...core.state.accounts.values()]
    .map(
      (
        account,
      ) => `<div class="card"><img class="avatar" alt="" src="${escapeHtml(avatarUrl(core, '', account))}">
<strong>${escapeHtml(account.nickname)}</strong> <span class="note">@${escapeHtml(account.handle)}${
        account.private ? ' · private' : ''
      }${account.duetDisabled ? ' · duets off' : ''}${account.banned ? ' · banned' : ''}</span></div>`,
    )
    .join('');

const callRows = (core: Core): string =>
  core.ledger.calls
    .slice(-40)
    .reverse()
    .map(
      (call) =>
        `<tr><td>${call.n}</td><td>${when(call.at)}</td><td>${call.endpoint}</td><td>${escapeHtml(
          call.handle ?? '',
        )}</td><td>${call.status ?? '–'} ${escapeHtml(call.errorCode ?? '')}</td><td>${escapeHtml(
          [call.contentRange, call.fault, call.outcome === 'answered' ? '' : call.outcome]
            .filter(Boolean)
            .join(' '),
        )}</td></tr>`,
    )
    .join('');

/** The changing part of the page at `/`. */
export const homeContent = (core: Core): string => {
  const posts = [...core.state.posts.values()].filter((post) => !post.removed).reverse();
  const publishes = [...core.state.publishes.values()].reverse();
  const drafts = publishes.filter((publish) => publish.deliveredAt !== undefined);
  const underWay = publishes.filter((publish) => publish.status.startsWith('PROCESSING'));
  const none = '<p class="note">None yet.</p>';
  return `<h2>Posts on TikTok (${posts.length})</h2><div class="cards">${posts.map(postCard).join('') || none}</div>
<h2>Drafts in inboxes (${drafts.length})</h2><div class="cards">${drafts.map(publishCard).join('') || none}</div>
<h2>Under way (${underWay.length})</h2><ul>${
    underWay
      .map(
        (publish) =>
          `<li>${escapeHtml(publish.publishId)}: ${publish.status}, ${publish.uploadedBytes + publish.downloadedBytes} bytes</li>`,
      )
      .join('') || '<li class="note">None.</li>'
  }</ul>
<h2>Accounts</h2><div class="cards">${accountCards(core)}</div>
<h2>Recent calls</h2><table><thead><tr><th>#</th><th>UTC</th><th>Call</th><th>Account</th><th>Answer</th><th></th></tr></thead><tbody>${callRows(core)}</tbody></table>`;
};

const SCRIPT = `
const main = document.getElementById('content');
let shown = '';
const refresh = async () => {
  const players = [...main.querySelectorAll('video')];
  if (players.some((player) => !player.paused) || main.contains(document.activeElement)) return;
  const text = await (await fetch('/?content')).text();
  const stable = text.replace(/x-expires=[^"]*/g, '');
  if (stable !== shown) { main.innerHTML = text; shown = stable; }
};
main.addEventListener('click', async (event) => {
  const publishId = event.target.dataset && event.target.dataset.finish;
  if (!publishId) return;
  event.target.blur();
  await fetch('/_emulator/actions', { method: 'POST', body: JSON.stringify({ action: 'finishDraft', publishId }) });
  await refresh();
});
setInterval(() => refresh().catch(() => {}), 2000);
`;

/** The page for people at `/`. */
export const homePage = (core: Core): string =>
  page(
    'TikTok emulator',
    `<h1>TikTok emulator</h1><p class="note">A stand-in for TikTok on this machine. Nothing here reaches TikTok. ${
      core.settings.audited ? 'The app is audited.' : 'The app is not audited.'
    }</p><main id="content">${homeContent(core)}</main><script>${SCRIPT}</script>`,
  );

/** `/@handle/video/<id>` and `/@handle/photo/<id>`: where a post's link would lead. */
export const postPage = (core: Core, path: string): string | undefined => {
  const post = [...core.state.posts.values()].find((one) => !one.removed && webPath(one) === path);
  return post && page(`@${post.handle}`, `<main class="narrow">${postCard(post)}</main>`);
};
