import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DEFAULT_AVATARS } from './avatars';
import { type Core } from './core';
import { textReply, type Reply } from './http';
import { type Picture } from './types';

// A new key per process: addresses of avatars and covers do not survive a restart.
const KEY = randomBytes(16).toString('hex');

const sign = (what: string, expires: number): string =>
  createHash('sha256').update(`${KEY}:${what}:${expires}`).digest('hex').slice(0, 24);

/** A picture address that stops working after its lifetime, like TikTok's (2 h avatars, 6 h covers). */
export const signedPictureUrl = (
  core: Core,
  origin: string,
  what: string,
  ttlSec: number,
): string => {
  const expires = Math.floor(core.clock.now() / 1000) + ttlSec;
  return `${origin}/_pictures/${what}?x-expires=${expires}&x-signature=${sign(what, expires)}`;
};

const toReply = (picture: Picture): Reply => ({
  status: 200,
  headers: { 'content-type': picture.contentType, 'cache-control': 'no-store' },
  body: Buffer.from(picture.base64, 'base64'),
});

/** Serves `/_pictures/avatar/<handle>` and `/_pictures/cover/<post id>`; 403 once expired. */
export const servePicture = async (core: Core, url: URL): Promise<Reply> => {
  const what = decodeURIComponent(url.pathname.replace(/^\/_pictures\//, ''));
  const expires = Number(url.searchParams.get('x-expires'));
  if (
    sign(what, expires) !== url.searchParams.get('x-signature') ||
    expires * 1000 <= core.clock.now()
  ) {
    return textReply(403, 'Access Denied');
  }
  const [kind, name] = what.split('/');
  const account = kind === 'avatar' ? core.state.accounts.get(name ?? '') : undefined;
  if (account) return toReply(account.avatar);
  const post = kind === 'cover' ? core.state.posts.get(name ?? '') : undefined;
  if (!post) return textReply(404, 'Not Found');
  const first = post.media[0];
  if (post.kind === 'photo' && first?.file !== undefined) {
    return {
      status: 200,
      headers: { 'content-type': first.contentType },
      body: await readFile(first.file),
    };
  }
  return toReply(DEFAULT_AVATARS[1] ?? { contentType: 'image/webp', base64: '' });
};
