import { inTime } from '../../support/in-time';
import { redact } from '../../../server/src/tiktok/redact';

describe('TikTok’s words', () => {
  it('lose the address of an upload, wherever "upload" stands in it', () => {
    const words = redact(
      'see https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=x and http://a.test/UPLOAD#y, not https://developers.tiktok.com/doc',
      [],
    );
    expect(words).toBe('see [hidden] and [hidden] not https://developers.tiktok.com/doc');
  });

  it('lose secrets in each form, and tokens of any shape', () => {
    expect(redact('a+b/c= a%2Bb%2Fc%3D act.x!1 rft.y clt.z', ['a+b/c='])).toBe(
      '[hidden] [hidden] [hidden] [hidden] [hidden]',
    );
  });

  it('take time in proportion to their length', () => {
    for (const evil of ['https://', 'act.', 'http://upload', 'https://x uploa', '\n', ' ']) {
      const words = evil.repeat(1_000_000 / evil.length);
      expect(inTime(() => redact(words, ['secret'])).length).toBeLessThan(600);
    }
  });
});
