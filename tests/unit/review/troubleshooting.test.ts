import { TROUBLESHOOTING_CODES, troubleshootingEntry } from '../../../contracts/troubleshooting';
import { troubleshooting } from '../../../contracts/review-view';
import { PROBLEMS } from '../../../docs/generator/problems';
import { troubleshootingView } from '../../../server/src/review/troubleshooting';
import { ERROR_TABLE } from '../../../server/src/tiktok';

const { symptoms, refusals, checks } = troubleshooting.parse(troubleshootingView());
const tiktoks = new Set<string>(ERROR_TABLE.map(({ code }) => code));

describe('the troubleshooting page', () => {
  it('gives every entry an address of its own', () => {
    const ids = [...symptoms, ...refusals, ...checks].map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is linked from errors only with entries that it has', () => {
    const known = new Set(symptoms.map(({ id }) => id));
    const lost = TROUBLESHOOTING_CODES.filter(
      (code) => !known.has(troubleshootingEntry(code) ?? ''),
    );
    expect(lost).toEqual([]);
  });

  it('is linked from every error of TikTok’s that a symptom names in its words', () => {
    const named = symptoms.flatMap(({ id, words }) =>
      words.filter((word) => tiktoks.has(word)).map((code) => [code, id]),
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.map(([code = '']) => [code, troubleshootingEntry(code)])).toEqual(named);
  });

  it('is linked from no error that does not exist', () => {
    const own = new Set(PROBLEMS.map(({ code }) => code));
    expect(TROUBLESHOOTING_CODES.filter((code) => !tiktoks.has(code) && !own.has(code))).toEqual(
      [],
    );
  });

  it('is found for TikTok’s own code, however a call hands it on, and not for others', () => {
    expect(troubleshootingEntry('scope_not_authorized')).toBe('scope-mismatch');
    expect(troubleshootingEntry('tiktok_scope_not_authorized')).toBe('scope-mismatch');
    expect(troubleshootingEntry('version_conflict')).toBeNull();
    expect(troubleshootingEntry('toString')).toBeNull();
  });
});
