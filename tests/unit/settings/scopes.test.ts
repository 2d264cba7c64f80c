import { requestedScopes, scopeNotices, scopeViews } from '../../../server/src/settings/scopes';

const off = {
  shareType: 'inbox' as const,
  allowInbox: true,
  allowDirectPost: false,
  profileCard: false,
  insights: false,
};

describe('the scopes that are asked for (T49)', () => {
  it('are the least that the inbox needs at first', () => {
    expect(requestedScopes(off)).toEqual(['user.info.basic', 'video.upload']);
    expect(scopeNotices(off)).toEqual([]);
  });

  it('follow what is switched on', () => {
    expect(requestedScopes({ ...off, allowDirectPost: true })).toContain('video.publish');
    expect(requestedScopes({ ...off, profileCard: true })).toContain('user.info.profile');
    expect(requestedScopes({ ...off, insights: true })).toEqual(
      expect.arrayContaining(['user.info.stats', 'video.list']),
    );
    expect(
      requestedScopes({
        ...off,
        allowInbox: false,
        allowDirectPost: true,
        shareType: 'direct_post',
      }),
    ).toEqual(['user.info.basic', 'video.publish']);
  });

  it('are each explained, asked for or not', () => {
    const views = scopeViews(off);
    expect(views).toHaveLength(6);
    for (const { why } of views) expect(why.length).toBeGreaterThan(20);
  });

  it('are warned about where the site does not use them by default, as reviewers refuse that', () => {
    const warned = (settings: typeof off) => scopeNotices(settings).map(({ message }) => message);
    expect(warned({ ...off, allowDirectPost: true }).join()).toContain('"video.publish"');
    expect(warned({ ...off, profileCard: true }).join()).toContain('"user.info.profile"');
    expect(warned({ ...off, insights: true })).toHaveLength(2);
  });
});
