import { Problem } from '../http/problem';
import { explainCode } from '../tiktok';
import { type StateRefusal } from './oauth-states';

const AGAIN = 'Press "Connect" again. Nothing was changed.';

const WORDS: Record<StateRefusal, { status: number; message: string; remedy: string }> = {
  forged: {
    status: 400,
    message: 'This sign-in was not begun here: its state is missing or was changed on the way.',
    remedy: AGAIN,
  },
  expired: {
    status: 410,
    message: 'This sign-in took longer than ten minutes and is no longer valid.',
    remedy: AGAIN,
  },
  foreign: {
    status: 403,
    message: 'This sign-in was begun by another administrator, who has to finish it.',
    remedy: 'Press "Connect" yourself to begin one of your own. Nothing was changed.',
  },
  replayed: {
    status: 409,
    message: 'This sign-in has already been used. Each one works once.',
    remedy: 'If the account is not in the list, press "Connect" again.',
  },
  unreadable: {
    status: 409,
    message: 'The encryption key of Strapi was changed during this sign-in.',
    remedy: AGAIN,
  },
};

/** Why a callback is refused, in words. */
export const stateRefused = (why: StateRefusal): Problem => {
  const { status, message, remedy } = WORDS[why];
  return new Problem({ status, code: `connect_${why}`, message, remedy });
};

/** So many were begun that no person can mean them all. */
export const tooManySignIns = (): Problem =>
  new Problem({
    status: 429,
    code: 'too_many_sign_ins',
    message: 'Too many sign-ins were begun in the last ten minutes and not finished.',
    remedy: 'Finish one of them, or wait a few minutes and press "Connect" again.',
    retryAt: new Date(Date.now() + 120_000),
  });

/** TikTok came back with an error instead of a code. */
export const deniedByTikTok = (error: string, description: string | undefined): Problem => {
  if (error === 'access_denied') {
    return new Problem({
      status: 409,
      code: 'connect_denied',
      message: 'The sign-in was cancelled on the TikTok page, so no account was connected.',
      remedy: 'Press "Connect" again and agree on the TikTok page.',
    });
  }
  const { cause, remedy } = explainCode('oauth', error);
  const said = description ? ` TikTok said: "${description}".` : '';
  return new Problem({
    status: 409,
    code: 'connect_refused',
    message: `TikTok refused the sign-in. ${cause}${said}`,
    remedy,
  });
};

export const noCode = (): Problem =>
  new Problem({
    status: 400,
    code: 'connect_no_code',
    message: 'TikTok came back without a sign-in code.',
    remedy: AGAIN,
  });

export const keyChangedMeanwhile = (): Problem =>
  new Problem({
    status: 409,
    code: 'connect_key_changed',
    message: 'The Client Key was changed during this sign-in.',
    remedy: AGAIN,
  });

/** Another TikTok user signed in than the account that was to be reconnected. */
export const anotherUser = (signedIn: string, wanted: string): Problem =>
  new Problem({
    status: 409,
    code: 'connect_another_user',
    message: `You signed in at TikTok as ${signedIn}, and the account to reconnect is ${wanted}. Nothing was changed.`,
    remedy: `Press "Reconnect" again and choose ${wanted} on the TikTok page. To add ${signedIn}, press "Connect".`,
  });
