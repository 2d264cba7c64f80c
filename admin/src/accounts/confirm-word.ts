import { type AccountView } from '../../../contracts/accounts';

const TYPABLE = /^[\p{L}\p{N} ._-]+$/u;

const plain = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/**
 * What must be typed before an account is erased: its handle, else its nickname, else, where that
 * cannot be typed (emoji), the number it has here.
 */
export const confirmWord = ({
  id,
  handle,
  nickname,
}: Pick<AccountView, 'id' | 'handle' | 'nickname'>): string =>
  [handle, nickname].find((name) => name && TYPABLE.test(name))?.trim() ?? String(id);

/** Case and the spaces around it do not matter; an "@" before a handle neither. */
export const isConfirmed = (typed: string, word: string): boolean =>
  plain(typed).replace(/^@/, '') === plain(word);
