import { postContent, postOptions } from '../../../contracts/posts';
import { type Agreed, consentDigest } from '../../../server/src/posts/life/consent';

const agreed: Agreed = {
  openId: '-000abc',
  shareType: 'direct_post',
  kind: 'video',
  content: postContent.parse({ caption: 'Hello' }),
  options: postOptions.parse({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
  media: [
    {
      assetId: 1,
      kind: 'video',
      name: 'a.mp4',
      mime: 'video/mp4',
      hash: 'a_123',
      bytes: 100,
      updatedAt: '2026-11-21T10:00:00.000Z',
      etag: null,
    },
  ],
};

describe('the consent', () => {
  it('covers account, Share Type, words, options, and every fact of every file', () => {
    const digest = consentDigest(agreed);
    const [file] = agreed.media;
    const changes: Partial<Agreed>[] = [
      { openId: '000abc' },
      { shareType: 'inbox' },
      { content: { ...agreed.content, caption: 'Hello!' } },
      { content: { ...agreed.content, coverTimestampMs: 1 } },
      { options: { ...agreed.options, allowDuet: true } },
      { options: { ...agreed.options, privacyLevel: 'SELF_ONLY' } },
      { media: [{ ...file!, bytes: 101 }] },
      { media: [{ ...file!, updatedAt: '2026-11-21T10:00:01.000Z' }] },
      { media: [{ ...file!, etag: '"1"' }] },
      { media: [file!, { ...file!, assetId: 2 }] },
    ];
    for (const change of changes) {
      expect(consentDigest({ ...agreed, ...change })).not.toBe(digest);
    }
  });

  it('does not depend on the order in which fields were written', () => {
    const reversed = Object.fromEntries(Object.entries(agreed.options).reverse());
    expect(consentDigest({ ...agreed, options: postOptions.parse(reversed) })).toBe(
      consentDigest(agreed),
    );
  });
});
