import { type Call } from '../../../emulator';
import { letPass, lookAgain } from '../../support/until';
import { type Point } from './points';
import { type Flight, type Scene } from './scene';

/** A post whose process stands at a point, or did not get there. */
export interface Standing {
  point: Point;
  flight: Flight;
  reached: boolean;
}

/** On a busy machine, the longest story. */
const REACH_MS = 120_000;
/** A story that has come to its end gets to no point any more once this has passed. */
const AFTER_MS = 5_000;

/** Resolves when the emulator keeps this user's call waiting. */
const callHeld = ({ tiktok }: Scene, { step, phase }: Point, handle: string): Promise<void> =>
  new Promise((resolve) => {
    if (step.kind !== 'call') return;
    // Who refreshes is known to TikTok only afterwards.
    const isOurs = (call: Call): boolean =>
      call.endpoint === 'oauth.token'
        ? step.endpoint.startsWith('oauth.token')
        : call.endpoint === step.endpoint && call.handle === handle;
    const stop = tiktok.onCall((at, call) => {
      if (call.fault !== 'hold' || !isOurs(call)) return;
      if (at !== (phase === 'before' ? 'received' : 'effect')) return;
      stop();
      resolve();
    });
  });

/** Arms the stop, before the story begins. */
const arm = (scene: Scene, point: Point, flight: Flight): Promise<void> => {
  const { step, phase } = point;
  if (step.kind === 'statement') return scene.active().tap.hold(step.name, step.nth, phase);
  const { handle } = flight.account;
  const held = callHeld(scene, point, handle);
  scene.tiktok.faults.add({
    endpoint: step.endpoint,
    call: step.nth,
    kind: 'hold',
    after: phase === 'after',
    ...(step.endpoint.startsWith('oauth.token') ? {} : { handle }),
  });
  return held;
};

/** What people and TikTok do meanwhile: a draft is finished, a poll comes round. */
const playOn = async (scene: Scene, flight: Flight, over: () => boolean): Promise<void> => {
  while (!over()) {
    await lookAgain();
    // On SQLite a stop keeps the whole process from answering.
    if (flight.postId === null || over()) continue;
    if (!flight.tale.webhooks) await scene.time.pollNow(flight.postId);
    else if (scene.database === 'postgres') await scene.time.leaveToWebhooks(flight.postId);
    if (flight.tale.changes.shareType !== 'inbox') continue;
    const post = await Promise.race([
      scene.read(flight),
      letPass(500, 'whoever stands still does not answer').then(() => null),
    ]);
    if (post?.state === 'in_inbox') scene.finishDrafts(flight);
  }
};

/** Resolves when the story has come to its end, or should have, without getting to its point. */
const isMissed = async (
  { time }: Scene,
  { body: { idempotencyKey } }: Flight,
  stands: () => boolean,
): Promise<void> => {
  const end = Date.now() + REACH_MS;
  let overSince: number | null = null;
  while (!stands() && Date.now() < end) {
    if (!(await time.isOver(idempotencyKey))) overSince = null;
    else if (Date.now() - (overSince ??= Date.now()) > AFTER_MS) return;
    await letPass(500, 'most stories get to their points; this is about those that do not');
  }
};

/**
 * Plays a story up to a point and leaves it standing there. The stories that stand already do nothing
 * meanwhile: their webhooks are kept back, their next look does not come.
 */
export const admit = async (
  scene: Scene,
  point: Point,
  standing: readonly Standing[],
): Promise<Standing> => {
  const { tap } = scene.active();
  const flight = await scene.cast(point.tale);
  tap.ignorePosts(standing.flatMap(({ flight: { postId } }) => postId ?? []));
  tap.forget();
  const held = arm(scene, point, flight).then(() => true);
  let over = false;
  const asked = scene.submit(flight);
  const played = playOn(scene, flight, () => over);
  const reached = await Promise.race([held, isMissed(scene, flight, () => over).then(() => false)]);
  over = true;
  scene.door.keepBack(flight.account.openId);
  if (!reached) tap.disarm();
  const { idempotencyKey } = flight.body;
  // The request may be what stands still; the row tells.
  if (scene.database === 'postgres') {
    flight.postId ??= await scene.time.idOf(idempotencyKey);
    await scene.time.standStill(idempotencyKey);
  }
  await Promise.race([played, letPass(1_000, 'whoever stands still does not answer')]);
  asked.catch(() => undefined);
  return { point, flight, reached };
};
