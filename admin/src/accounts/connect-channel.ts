import { z } from 'zod';

const CHANNEL = 'tiktok-connect';
const POPUP_MARK = 'tiktok-connect-popup';
const POPUP_FEATURES = 'popup,width=560,height=760';

const news = z.discriminatedUnion('type', [
  z.object({ type: z.literal('connected'), nickname: z.string(), reconnected: z.boolean() }),
  z.object({ type: z.literal('failed') }),
]);
export type ConnectNews = z.output<typeof news>;

/** Tells every open page of this admin how a connection ended. */
export const tellConnectNews = (message: ConnectNews): void => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(message);
  channel.close();
};

/** Listens for how connections end; returns the way to stop. */
export const onConnectNews = (listener: (message: ConnectNews) => void): (() => void) => {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = (event) => {
    const message = news.safeParse(event.data);
    if (message.success) listener(message.data);
  };
  return () => channel.close();
};

/**
 * Opens an empty window, which must happen in the click itself or the browser blocks it. The mark in
 * its own session storage tells our page later that it is a popup: TikTok's pages may cut
 * `window.opener` and clear the window's name.
 */
export const openPopup = (): Window | null => {
  const popup = window.open('', CHANNEL, POPUP_FEATURES);
  if (!popup) return null;
  try {
    popup.sessionStorage.setItem(POPUP_MARK, '1');
    // TikTok's page must not be able to steer this one.
    popup.opener = null;
  } catch {
    // A window of that name is still on TikTok's page from an earlier try: use it as it is.
  }
  return popup;
};

/** Whether this page runs in the window that `openPopup` opened. */
export const isPopup = (): boolean => window.sessionStorage.getItem(POPUP_MARK) !== null;
