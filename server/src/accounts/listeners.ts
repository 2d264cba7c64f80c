import { type Core } from '@strapi/strapi';

import { logWord } from './log-word';
import { postsPart } from './posts-part';

export type DisconnectedListener = (accountId: number, reason: string) => void | Promise<void>;
export type ConnectedListener = (accountId: number) => void | Promise<void>;

/** Who hears that an account lost its sign-in or has it again. */
export const createListeners = ({ strapi }: { strapi: Core.Strapi }) => {
  const lost: DisconnectedListener[] = [];
  const back: ConnectedListener[] = [];

  /** A listener's fault must not undo what happened to the account. */
  const tell = async (calls: (() => void | Promise<void>)[]): Promise<void> => {
    for (const call of calls) {
      try {
        await call();
      } catch (error) {
        strapi.log.error(`TikTok: a listener to account changes failed: ${logWord(error)}`);
      }
    }
  };

  return {
    onDisconnected: (listener: DisconnectedListener): void => {
      lost.push(listener);
    },
    onConnected: (listener: ConnectedListener): void => {
      back.push(listener);
    },

    /** Holds the account's posts, says it in the log, and tells the listeners. */
    async disconnected(accountId: number, reason: string): Promise<void> {
      strapi.log.warn(`TikTok: account ${accountId} needs to be connected again. ${reason}`);
      await tell([
        async () => {
          await postsPart(strapi).hold(accountId, reason);
        },
        ...lost.map((listener) => () => listener(accountId, reason)),
      ]);
    },

    /** A person ended the connection here: its posts are held already. */
    ended: (accountId: number, reason: string): Promise<void> =>
      tell(lost.map((listener) => () => listener(accountId, reason))),

    connected: (accountId: number): Promise<void> =>
      tell(back.map((listener) => () => listener(accountId))),
  };
};
