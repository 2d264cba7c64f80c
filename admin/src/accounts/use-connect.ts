import { useEffect, useState } from 'react';

import { connectAccount } from '../../../contracts/accounts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { onConnectNews, openPopup } from './connect-channel';

/**
 * Begins a connection in a popup, or in this very window where popups are blocked, and follows how it
 * ends through the channel. `onConnected` is called when an account was connected anywhere.
 */
export const useConnect = (onConnected: () => void) => {
  const { t } = useTexts();
  const notify = useNotify();
  const connect = useTikTokMutation(connectAccount);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const [isWaiting, setIsWaiting] = useState(false);

  useEffect(
    () =>
      onConnectNews((news) => {
        setIsWaiting(false);
        if (news.type === 'failed') return;
        setProblem(null);
        onConnected();
        notify.done(
          t(news.reconnected ? 'accounts.reconnected' : 'accounts.connected', {
            name: news.nickname,
          }),
        );
      }),
    [onConnected, notify, t],
  );

  const follow = async (popup: Window | null, accountId: number | undefined) => {
    const outcome = await connect.run({ body: { origin: window.location.origin, accountId } });
    setProblem(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return popup?.close();
    if (!popup || popup.closed) return window.location.assign(outcome.data.authorizeUrl);
    popup.location.replace(outcome.data.authorizeUrl);
    popup.focus();
    setIsWaiting(true);
  };

  return {
    /** Call it in the click itself. With an account: reconnects that one. */
    start: (accountId?: number) => void follow(openPopup(), accountId),
    isStarting: connect.isRunning,
    isWaiting,
    dismiss: () => setIsWaiting(false),
    problem,
  };
};
