import { type MailItem, reminderMail, summaryMail } from '../../../server/src/attention/mail-body';
import { mailTextsOf } from '../../../server/src/attention/texts';
import { LANGUAGES, languageOf } from '../../../server/src/handover/languages';
import { textsOf } from '../../../server/src/handover/texts';

const item = (changes: Partial<MailItem> = {}): MailItem => ({
  need: 'failed',
  title: 'A harbour',
  account: 'Boats',
  why: 'TikTok refused it.',
  url: 'https://cms.example.com/admin/plugins/tiktok/posts/1',
  ...changes,
});
const WHERE = { site: 'cms.example.com', listUrl: 'https://cms.example.com/admin/plugins/tiktok' };

describe('the summary', () => {
  it('names each post with its need, its reason and its address', () => {
    const { subject, text } = summaryMail('en', [item()], WHERE);
    expect(subject).toBe('TikTok posts need a hand (1)');
    expect(text).toContain(
      'Failed | A harbour | Boats\nTikTok refused it.\nhttps://cms.example.com/admin/plugins/tiktok/posts/1',
    );
  });

  it('says in the reader’s language why, with times as they write them', () => {
    const why =
      'Too many calls in one minute for this account. Next try: 2026-12-01T10:00:00Z. Nothing to do: it is tried again by itself.';
    const { text } = summaryMail('de', [item({ why })], WHERE);
    expect(text).toContain(
      'Zu viele Aufrufe in einer Minute für dieses Konto. Nächster Versuch: 1. Dezember 2026 um 10:00 (UTC). Nichts zu tun: Es wird von selbst noch einmal versucht.',
    );
  });

  it('lets no title pretend to be a part of the mail', () => {
    const { text } = summaryMail('en', [item({ title: 'A\n\nFake | line\r\n' })], WHERE);
    expect(text).toContain('Failed | A Fake | line | Boats');
  });

  it('shows twenty and counts the rest', () => {
    const { subject, text } = summaryMail(
      'en',
      Array.from({ length: 23 }, () => item()),
      WHERE,
    );
    expect(subject).toContain('(23)');
    expect(text.match(/A harbour/g)).toHaveLength(20);
    expect(text).toContain(`And 3 more: ${WHERE.listUrl}`);
  });
});

it('a reminder holds the link of each draft and how long it works', () => {
  const draft = {
    title: 'A harbour',
    account: 'Boats',
    url: 'https://cms.example.com/api/tiktok/handover/x',
    expiresAt: '2026-05-04T16:00:00.000Z',
  };
  const { text } = reminderMail('de', [draft, { ...draft, title: 'Two' }]);
  expect(text.match(/handover\/x/g)).toHaveLength(2);
  expect(text).toContain('4. Mai 2026 um 16:00 (UTC)');
});

const holes = (texts: unknown): string[] =>
  [...JSON.stringify(texts).matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).sort();

describe.each(LANGUAGES)('the texts in %s', (language) => {
  it('fill in what the English ones fill in', () => {
    expect(holes(mailTextsOf(language))).toEqual(holes(mailTextsOf('en')));
    expect(holes(textsOf(language))).toEqual(holes(textsOf('en')));
  });

  it('have as many steps as the English ones', () => {
    const [own, english] = [textsOf(language), textsOf('en')];
    expect(own.stepsVideo).toHaveLength(english.stepsVideo.length);
    expect(own.stepsPhoto).toHaveLength(english.stepsPhoto.length);
  });
});

it.each([
  ['zh', 'zh-Hans'],
  ['zh-TW', 'zh-Hans'],
  ['pt', 'pt-BR'],
  ['DE_at', 'de'],
  ['nl', 'en'],
  [null, 'en'],
])('someone who asked for %s is spoken to in %s', (asked, language) => {
  expect(languageOf(asked)).toBe(language);
});
