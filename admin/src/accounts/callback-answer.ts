import { type completeConnection } from '../../../contracts/accounts';
import { type CallOf } from '../../../contracts/endpoint';

export type CallbackAnswer = CallOf<typeof completeConnection>['body'];

const NAMES = ['state', 'code', 'scopes', 'error', 'error_description'] as const;

/** What TikTok sent, from a fragment such as `#code=…&state=…`; null where there is nothing of it. */
export const parseFragment = (hash: string): CallbackAnswer | null => {
  const given = new URLSearchParams(hash.replace(/^#/, ''));
  const answer: CallbackAnswer = {};
  for (const name of NAMES) {
    const value = given.get(name);
    if (value !== null && value !== '') answer[name] = value;
  }
  return answer.code || answer.error || answer.state ? answer : null;
};

/** Reads the answer and takes it out of the address bar and the history at once: it is a secret. */
export const takeAnswer = (): CallbackAnswer | null => {
  const { hash, pathname, search } = window.location;
  if (hash) window.history.replaceState(window.history.state, '', pathname + search);
  return parseFragment(hash);
};
