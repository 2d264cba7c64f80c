import { type Core } from '@strapi/strapi';

/** Hears when a post is to be looked at next: epoch ms by the database's clock, or now. */
export type NextStepListener = (postId: number, at: number | 'now') => void;

const listeners = new WeakMap<Core.Strapi, NextStepListener[]>();

/**
 * Calls the listener whenever this process has stored when a post's next step is due, after the
 * write. The engine listens; whoever writes `next_step_at` knows no engine. What other processes
 * store, and what is lost with this one, the engine finds when it looks by itself.
 */
export const onNextStep = (strapi: Core.Strapi, listener: NextStepListener): void => {
  listeners.set(strapi, [...(listeners.get(strapi) ?? []), listener]);
};

/** To be called after every write of `next_step_at`; null: there is none. */
export const nextStepStored = (
  strapi: Core.Strapi,
  postId: number,
  at: number | 'now' | null,
): void => {
  if (at === null) return;
  for (const listener of listeners.get(strapi) ?? []) listener(postId, at);
};
