import { parseFragment } from '../../../admin/src/accounts/callback-answer';
import { confirmWord, isConfirmed } from '../../../admin/src/accounts/confirm-word';
import { initials } from '../../../admin/src/utils/initials';

describe("TikTok's answer in the fragment", () => {
  it('is read with the five values that TikTok sends, decoded', () => {
    expect(parseFragment('#code=a%2A1&state=s.t&scopes=user.info.basic%2Cvideo.upload')).toEqual({
      code: 'a*1',
      state: 's.t',
      scopes: 'user.info.basic,video.upload',
    });
  });

  it('is read when the user declined', () => {
    expect(parseFragment('#error=access_denied&error_description=User+said+no&state=s')).toEqual({
      error: 'access_denied',
      error_description: 'User said no',
      state: 's',
    });
  });

  it('leaves out everything else', () => {
    expect(parseFragment('#code=c&state=s&redirect=//evil.example')).toEqual({
      code: 'c',
      state: 's',
    });
  });

  it("is missing after Strapi's sign-in dropped it", () => {
    expect(parseFragment('')).toBeNull();
    expect(parseFragment('#code=')).toBeNull();
    expect(parseFragment('#somewhere')).toBeNull();
  });
});

describe('what is typed before an account is erased', () => {
  const account = { id: 12, handle: 'brand.de', nickname: 'Brand 🎬' };

  it('is the handle, with or without "@", in any case', () => {
    expect(confirmWord({ ...account, nickname: 'Brand' })).toBe('brand.de');
    const word = confirmWord(account);
    expect(word).toBe('brand.de');
    expect(isConfirmed(' @Brand.DE ', word)).toBe(true);
    expect(isConfirmed('brand', word)).toBe(false);
    expect(isConfirmed('', word)).toBe(false);
  });

  it('is the nickname without a handle, in any script', () => {
    expect(confirmWord({ ...account, handle: null, nickname: 'Größe 映画' })).toBe('Größe 映画');
  });

  it('is the number where the nickname cannot be typed', () => {
    expect(confirmWord({ ...account, handle: null })).toBe('12');
  });
});

describe('initials', () => {
  it('are the first letters of the first and last word', () => {
    expect(initials('Ada King Lovelace')).toBe('AL');
    expect(initials('brand')).toBe('B');
  });

  it('do not cut a character in half', () => {
    expect(initials('🎬 film')).toBe('🎬F');
    expect(initials('  ')).toBe('?');
  });
});
