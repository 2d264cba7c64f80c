import { type Core } from '@strapi/strapi';

import { type State } from './state-machine';

/** A stored change of a post's state. */
export interface StateChanged {
  postId: number;
  /** Null for a new post. */
  from: State | null;
  to: State;
  /** Code and words of its line in the timeline. */
  code: string;
  message: string;
  /** Whether the publisher comes back to the post by itself. */
  goesOn: boolean;
}

export type ChangeListener = (change: StateChanged) => void | Promise<void>;

interface Hearing {
  listeners: ChangeListener[];
  pending: Set<Promise<void>>;
}

const hearings = new WeakMap<Core.Strapi, Hearing>();

const hearingOf = (strapi: Core.Strapi): Hearing => {
  const known = hearings.get(strapi) ?? { listeners: [], pending: new Set() };
  hearings.set(strapi, known);
  return known;
};

/**
 * Calls the listener once for each stored change of a post's state, in the process that stored it,
 * after its transaction was committed. Not told is that a publisher takes a post up (scheduled to due). What happens between the commit and the call is lost with the
 * process; whoever must not miss anything reads the posts.
 */
export const onStateChanged = (strapi: Core.Strapi, listener: ChangeListener): void => {
  hearingOf(strapi).listeners.push(listener);
};

const call = async (
  strapi: Core.Strapi,
  listener: ChangeListener,
  change: StateChanged,
): Promise<void> => {
  try {
    await listener(change);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    strapi.log.error(`TikTok: a listener to post ${change.postId} failed: ${name}`);
  }
};

/** Tells the listeners; whoever stored the change neither waits for them nor feels their faults. */
export const stateChanged = (strapi: Core.Strapi, change: StateChanged): void => {
  const { listeners, pending } = hearingOf(strapi);
  if (listeners.length === 0) return;
  const told = Promise.all(listeners.map((listener) => call(strapi, listener, change))).then(
    () => void pending.delete(told),
  );
  pending.add(told);
};

/** Ends when every listener has dealt with what it was told so far. */
export const changesHeard = async (strapi: Core.Strapi): Promise<void> => {
  await Promise.all(hearingOf(strapi).pending);
};
