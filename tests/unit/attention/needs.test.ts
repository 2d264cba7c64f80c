import { eventsOf, needOf } from '../../../server/src/attention/needs';

const change = (to: Parameters<typeof eventsOf>[0]['to'], changes = {}) => ({
  postId: 1,
  from: 'due' as const,
  to,
  code: 'x',
  message: 'Words.',
  goesOn: false,
  ...changes,
});

describe('what a change of state needs of a person', () => {
  it.each(['failed', 'outcome_unknown', 'awaiting_approval'] as const)('%s: itself', (state) => {
    expect(needOf(change(state))).toBe(state);
  });

  it('a held post needs someone, unless it goes on by itself', () => {
    expect(needOf(change('held'))).toBe('held');
    expect(needOf(change('held', { goesOn: true }))).toBeNull();
  });

  it('what was missed while the site was down is told apart', () => {
    expect(needOf(change('held', { code: 'missed' }))).toBe('missed');
  });

  it.each(['draft', 'scheduled', 'sending', 'in_inbox', 'published', 'cancelled'] as const)(
    '%s: nothing',
    (state) => {
      expect(needOf(change(state))).toBeNull();
    },
  );
});

describe('the events of a change', () => {
  it('a failure is told as such and as something that needs a hand', () => {
    expect(eventsOf(change('failed'))).toEqual([
      'tiktok.post.failed',
      'tiktok.post.needs-attention',
    ]);
  });

  it('a published post is told as that alone', () => {
    expect(eventsOf(change('published'))).toEqual(['tiktok.post.published']);
  });

  it('a post that stays where it was is no news', () => {
    expect(eventsOf(change('held', { from: 'held' }))).toEqual([]);
  });
});
