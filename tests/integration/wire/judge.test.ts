import { type PostSummary } from '../../../contracts/posts';
import { judge, untruthOf } from './judge';

/** What the judge looks at of a post. */
const shown = (state: PostSummary['state'], reason: PostSummary['reason'] = null) =>
  ({ state, reason }) as PostSummary;
const why = { code: 'x', message: 'Why.', remedy: 'What to do.', retryAt: null };
const nothing = { live: 0, drafts: 0 };
const one = { live: 1, drafts: 0 };

describe('the judge of the wire matrix', () => {
  it('has nothing against one post that is live and shown so, or a draft in the inbox', () => {
    expect(judge(shown('published'), one, null)).toMatchObject({
      double: false,
      lost: false,
      untrue: null,
    });
    const draft = judge(shown('in_inbox', why), { live: 0, drafts: 1 }, null);
    expect([draft.double, draft.lost, draft.untrue]).toEqual([false, false, null]);
  });

  it('sees two posts of one consent', () => {
    expect(judge(shown('published'), { live: 2, drafts: 0 }, null).double).toBe(true);
    expect(judge(shown('in_inbox', why), { live: 0, drafts: 2 }, null).double).toBe(true);
  });

  it.each(['scheduled', 'due', 'sending', 'committing', 'processing'] as const)(
    'takes a post that ends as %s for lost',
    (state) => expect(judge(shown(state, why), nothing, null).lost).toBe(true),
  );

  it('takes a post that waits without saying for what for lost', () => {
    expect(judge(shown('held'), nothing, null).lost).toBe(true);
    expect(judge(shown('outcome_unknown', { ...why, remedy: null }), nothing, null).lost).toBe(
      true,
    );
    expect(judge(shown('held', why), nothing, null).lost).toBe(false);
  });

  it('sees what is shown as something that it is not', () => {
    expect(untruthOf(shown('published'), nothing)).not.toBeNull();
    expect(untruthOf(shown('in_inbox'), nothing)).not.toBeNull();
    expect(judge(shown('failed', why), one, null).untrue).toContain('it is on TikTok');
    expect(judge(shown('failed'), nothing, null).untrue).toContain('without a reason');
    expect(judge(shown('published'), one, 'seen on the way').untrue).toBe('seen on the way');
  });
});
