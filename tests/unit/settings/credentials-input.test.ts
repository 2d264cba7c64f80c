import { checkClientKey, checkClientSecret } from '../../../server/src/settings/credentials-input';

const KEY = 'awabcdefgh123456';
const SECRET = 'k3JdV9sLqZ0tXbR7mNcP2wYhG5uT8aEf';

const messageOf = (checked: { ok: boolean; message?: string }): string => checked.message ?? '';

describe('a pasted Client Key', () => {
  it.each([KEY, `  ${KEY}\n`, `"${KEY}"`, `' ${KEY} '`, `“${KEY}”`, `\`${KEY}\``])(
    'is taken from %j, without the spaces and quotes around it',
    (pasted) => expect(checkClientKey(pasted)).toEqual({ ok: true, value: KEY }),
  );

  it('of a sandbox is taken (T49)', () => {
    expect(checkClientKey('sbawabcdefgh123456').ok).toBe(true);
  });

  it.each([
    ['7391234567890123456', /App ID/],
    [SECRET, /looks like the Client Secret/],
    ['aw abcdefgh', /space/],
    [`TIKTOK_CLIENT_KEY=${KEY}`, /after "="/],
    ['••••••••', /masked/],
    ['https://developers.tiktok.com', /web address/],
    ['aw12', /too short/],
    ['', /empty/],
    ['awabc/defghijk', /character/],
  ])('%j is refused in words', (pasted, words) => {
    expect(messageOf(checkClientKey(pasted))).toMatch(words);
  });
});

describe('a pasted Client Secret', () => {
  it('is taken without the spaces and quotes around it', () => {
    expect(checkClientSecret(` "${SECRET}" `, KEY)).toEqual({ ok: true, value: SECRET });
  });

  it.each([
    [KEY, /Client Key again/],
    ['awanotherclientky', /looks like a Client Key/],
    ['7391234567890123456', /App ID/],
    ['short', /too short/],
    ['', /empty/],
    ['abc def ghi jkl mno', /space/],
  ])('%j is refused in words', (pasted, words) => {
    expect(messageOf(checkClientSecret(pasted, KEY))).toMatch(words);
  });

  it('is never repeated in the refusal', () => {
    for (const pasted of [`${SECRET} ${SECRET}`, `X=${SECRET}`, `${SECRET}/`]) {
      expect(messageOf(checkClientSecret(pasted, KEY))).not.toContain(SECRET);
    }
  });
});
