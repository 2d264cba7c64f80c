import { type PostReason } from '../../../../contracts/posts';

/** What a TikTok user is called here. */
export interface UserNames {
  nickname: string | null;
  handle: string | null;
  label: string | null;
}

const SOMEBODY = 'the erased account';
/** An address on TikTok names the user. */
const LINK = /https:\/\/(?:www\.)?tiktok\.com\/\S+/giu;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&');

/**
 * Takes a user's names and addresses on TikTok out of a text. Names are matched as whole words, the
 * longest first, so that a short one leaves other words as they are.
 */
export const wordsEraser = ({ nickname, handle, label }: UserNames): ((text: string) => string) => {
  const names = [nickname, handle, label]
    .flatMap((name) => (name === null || name.trim() === '' ? [] : name.trim()))
    .sort((a, b) => b.length - a.length)
    .map(escaped);
  const pattern =
    names.length === 0
      ? null
      : new RegExp(`@?(?<![\\p{L}\\p{N}_])(?:${names.join('|')})(?![\\p{L}\\p{N}_])`, 'giu');
  return (text) => {
    const linkless = text.replace(LINK, '[erased]');
    return pattern ? linkless.replace(pattern, SOMEBODY) : linkless;
  };
};

/** The same for a reason to wait; its code stays. */
export const eraseReason = (
  reason: PostReason | null,
  erase: (text: string) => string,
): PostReason | null =>
  reason && {
    ...reason,
    message: erase(reason.message),
    remedy: reason.remedy === null ? null : erase(reason.remedy),
  };
