import { letPass } from '../../support/until';
import { pointsOf, type Point, stepsOf } from './points';
import { type Scene } from './scene';
import { type Tale } from './tales';

const QUIET_MS = 700;

/** Plays a story once without a fault, and names every point at which a process could be stopped. */
export const record = async (scene: Scene, tale: Tale): Promise<Point[]> => {
  const { tiktok, cast, submit, playOut, active } = scene;
  const flight = await cast(tale);
  const { tap } = active();
  const from = tiktok.calls().length;
  tap.forget();
  await submit(flight);
  const post = await playOut(flight);
  if (post?.state !== 'published' || post.attempts.length !== 1) {
    throw new Error(`"${tale.name}" does not run through cleanly: ${post?.state ?? 'no post'}`);
  }
  await tiktok.settled();
  await letPass(QUIET_MS, 'what comes behind the last step has no other sign');
  const { handle } = flight.account;
  const calls = tiktok
    .calls()
    .slice(from)
    .filter((call) => call.handle === handle || call.endpoint === 'oauth.token');
  return pointsOf(tale, stepsOf(tap.seen(), calls));
};
