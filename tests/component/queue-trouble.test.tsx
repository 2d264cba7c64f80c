import { screen, waitFor } from '@strapi/strapi/admin/test';

import { HealthBar, StopNote } from '../../admin/src/health/health-bar';
import { type ResponseOf } from '../../contracts/endpoint';
import { ACTIONS } from '../../contracts/permissions';
import { health, resumeAfterOutage } from '../../contracts/publisher';
import { answers, Refusal, show } from './support';

const UNREACHABLE = /queue \(BullMQ\) cannot be reached/;
const PAUSED = /queue \(BullMQ\) has been paused/;

const fares = (changes: Partial<ResponseOf<typeof health>>) =>
  answers(health, (): ResponseOf<typeof health> => ({
    engine: 'bullmq',
    queue: 'working',
    lastTickAt: new Date().toISOString(),
    due: 0,
    working: 0,
    clockSkewMs: 0,
    stopped: null,
    strangeEvents: 0,
    outage: null,
    ...changes,
  }));
const rights = [ACTIONS.viewPosts, ACTIONS.readSettings];

it.each([
  ['the TikTok page', <HealthBar key="bar" />],
  ['the settings', <StopNote key="note" />],
])(
  'a queue that cannot be reached is told on %s, and that nothing is lost',
  async (_name, page) => {
    fares({ queue: 'unreachable' });
    show(page, { rights });
    await screen.findByText(UNREACHABLE);
    expect(screen.getByText(/Nothing is lost/)).toBeTruthy();
    expect(screen.queryByText(PAUSED)).toBeNull();
  },
);

it('a queue that somebody has paused is told, with where to resume it', async () => {
  fares({ queue: 'paused' });
  show(<StopNote />, { rights });
  await screen.findByText(PAUSED);
  expect(screen.getByText(/Resume it where it was paused/)).toBeTruthy();
});

it.each([
  ['works', { queue: 'working' as const }],
  ['is not there, on the engine of the database', { engine: 'database' as const, queue: null }],
])('nothing is told of a queue that %s', async (_name, changes) => {
  const asked = fares(changes);
  show(<StopNote />, { rights });
  await waitFor(() => expect(asked).toHaveLength(1));
  expect(screen.queryByText(/BullMQ/)).toBeNull();
});

describe('what an outage of TikTok held back', () => {
  const outage = { since: new Date(0).toISOString(), retryAt: null, waiting: 120 };
  const mayPublish = [...rights, ACTIONS.publishPosts];
  const send = () => screen.findByRole('button', { name: 'Send the 120 that wait' });

  it('is sent lot by lot with one press, until every post has been come to', async () => {
    fares({ outage });
    const lots = answers(resumeAfterOutage, ({ body: { after } }) => ({
      sent: 50,
      left: after === 0 ? 70 : 20,
      next: after === 0 ? 50 : null,
    }));
    const { user } = show(<HealthBar />, { rights: mayPublish });
    await user.click(await send());
    await screen.findAllByText(/100 posts are sent again. 20 are still waiting/);
    expect(lots.map(({ body }) => body.after)).toEqual([0, 50]);
  });

  it('is left where it is by a lot that fails, and says so', async () => {
    fares({ outage });
    const lots = answers(resumeAfterOutage, ({ body: { after } }) => {
      if (after !== 0) throw new Refusal(503, 'unavailable', {}, 'Not now.');
      return { sent: 50, left: 70, next: 50 };
    });
    const { user } = show(<HealthBar />, { rights: mayPublish });
    await user.click(await send());
    await screen.findByText(/Not now\./);
    expect(lots).toHaveLength(2);
  });
});

it('the last look for due posts is told of only once something may be late', async () => {
  const asked = fares({});
  const { unmount } = show(<HealthBar />, { rights });
  await waitFor(() => expect(asked.length).toBeGreaterThan(0));
  expect(screen.queryByRole('region', { name: 'State of the publisher' })).toBeNull();
  expect(screen.queryByText(/has not looked for due posts/)).toBeNull();
  unmount();
  fares({ lastTickAt: '2026-01-01T00:00:00.000Z', due: 2 });
  show(<HealthBar />, { rights });
  await screen.findByText(/has not looked for due posts since .* · 2 posts are due · /);
});
