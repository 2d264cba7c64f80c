import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { phraseBook, type Phrases } from '../../../contracts/phrase-book';
import { REFUSALS } from '../../../server/src/review/texts/refusals';
import { SYMPTOMS } from '../../../server/src/review/texts/symptoms';
import { ROOT } from '../../support/paths';
import { sentencesBelow } from '../../support/server-sentences';

const FOLDER = path.join(ROOT, 'contracts/phrases');
const LANGUAGES = readdirSync(FOLDER).map((file) => file.replace('.json', ''));

const phrasesOf = (language: string): Phrases =>
  JSON.parse(readFileSync(path.join(FOLDER, `${language}.json`), 'utf8')) as Phrases;

/** What is said by these parts of the server is shown in the admin. */
const SAID_BY = [
  'attention',
  'rules',
  'saved-texts',
  'settings',
  'accounts',
  'content',
  'handover',
  'http',
  'insights',
  'media',
  'plan',
  'posts',
  'tiktok',
];

/** Pages for people outside the admin, which have words of their own; and what only programmers see. */
const ELSEWHERE =
  /^attention\/texts|^settings\/callback-recipes|^handover\/(html|languages|pages|texts)|^tiktok\/(chunk-plan|oauth-|pkce|post-body|user-info|video-query)|^http\/(address-guard|public-rate)|^accounts\/token-life|^media\/delivery\/send/;

/** TikTok's own sentence, which is never translated; and what no reader meets. */
const UNTRANSLATED = [
  'Not found.',
  'Branded content visibility cannot be set to private.',
  'The storage stopped giving bytes of the file.',
  'TikTok fetches only from an https address with a domain name, without a redirect.',
];

const isSql = (text: string): boolean => /\b(SELECT|IS NULL|WHEN|WHERE|COUNT)\b/.test(text);

/** What the server fills into its sentences, or adds to them, in words of its own. */
const FILLED_IN = [
  'A value {adviceFor}.',
  'TikTok integration disabled: Client Key and Client Secret are not configured',
  ', the Client Secret among them: nothing can be posted',
  'but the default Share Type of this site is the inbox',
  'but the default Share Type of this site is Direct Post',
  'which posting does not need',
  'The rule "{ruleName}" made this post when the entry was published, in the name of {name}.',
  '{doing} failed.',
  'Reading the profile',
  'Connecting the account',
  'Renewing the sign-in of the account',
  'sent it',
  'scheduled it',
  ', instead of {before}',
  '(post {id})',
  'in the media storage',
  'on this server',
  'frame rate',
  'dimensions',
  'duration',
  'unknown type',
  'another address',
  'someone else',
  'Somebody else',
  'no configured https address',
  'another user',
  'may not post to TikTok',
  'may not post with the account of this post',
  'may not read the file "{name}"',
  'may not post entries of a type that is switched off for TikTok',
  'may not publish its entry, or the entry is gone',
  'can no longer sign in here',
  '{clock} minutes',
  '{rate} kB a second',
  'unpublished',
  'deleted',
  'draft',
  'awaiting approval',
  'scheduled',
  'due',
  'sending',
  'committing',
  'processing',
  'in inbox',
  'published',
  'failed',
  'held',
  'outcome unknown',
  'cancelled',
  'The TikTok account',
  'This TikTok account',
  'The post',
  'This post',
  'Post {id}',
  'The rule',
  'This rule',
  'Rule {id}',
  'The settings',
  'This check',
  'This content type',
  'This entry',
  'This version of the entry',
  'This link',
  'This page',
  'This picture',
  'This video',
  'This account',
  'What the site says about itself',
  'The file number {id}',
  'Saved text {id}',
  'The saved text',
  'The posting times',
  'The switch of this type',
  'What was decided for this entry',
  'The caption of this type',
  'What is measured of this account',
  'the AI label',
  'who may see it',
  'whether comments are allowed',
  'whether Duet is allowed',
  'whether Stitch is allowed',
  "(TikTok's log id: {logId})",
];

/** What is known of troubles; what TikTok says in a refusal is quoted. */
const TROUBLESHOOTING = [
  ...SYMPTOMS.flatMap(({ title, causes, remedy }) => [title, ...causes, remedy]),
  ...REFUSALS.flatMap(({ causes, remedy }) => [...causes, remedy]),
];

const NEEDED: readonly string[] = [
  ...new Set([
    ...SAID_BY.flatMap(sentencesBelow)
      .filter(({ file }) => !ELSEWHERE.test(file))
      .map(({ text }) => text)
      .filter((text) => !UNTRANSLATED.includes(text) && !isSql(text)),
    ...FILLED_IN,
    ...TROUBLESHOOTING,
  ]),
];

const holes = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

const wording = {
  moment: (iso: string) => `[${iso}]`,
  number: (value: number) => String(value).replace('.', ','),
};

const german = phraseBook(phrasesOf('de'), wording);

describe.each(LANGUAGES)('what the server says, in %s', (language) => {
  const phrases = phrasesOf(language);

  it('has words for each of its sentences, and none for what it does not say', () => {
    expect(Object.keys(phrases).sort()).toEqual([...NEEDED].sort());
  });

  it('fills in the same, and leaves nothing empty', () => {
    const wanted = Object.keys(phrases).map((english) => [english, holes(english)]);
    const found = Object.entries(phrases).map(([english, words]) => [english, holes(words)]);
    expect(found).toEqual(wanted);
    expect(Object.values(phrases).filter((words) => words.trim() === '')).toEqual([]);
  });

  it('finds each sentence again, whatever was filled into it', () => {
    const say = phraseBook(phrases, wording);
    const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => `«${name}»`);
    const wrong = Object.entries(phrases)
      .map(([english, words]) => ({ english, wanted: fill(words), said: say(fill(english)) }))
      .filter(({ wanted, said }) => said !== wanted);
    expect(wrong).toEqual([]);
  });
});

describe('the book of phrases', () => {
  it('words each of several sentences, and times as their readers write them', () => {
    expect(
      german(
        'Too many calls in one minute for this account. TikTok said: "slow down". Next try: 2026-12-01T10:00:00Z.',
      ),
    ).toBe(
      'Zu viele Aufrufe in einer Minute für dieses Konto. TikTok sagte: „slow down“. Nächster Versuch: [2026-12-01T10:00:00Z].',
    );
  });

  it('words what is filled into a sentence', () => {
    expect(german('Ed Itor chose another time, instead of 2026-12-01T10:00:00.000Z.')).toBe(
      'Ed Itor wählte eine andere Zeit, statt [2026-12-01T10:00:00.000Z].',
    );
    expect(
      german(
        'The headers of "a.mp4" do not tell its frame rate, duration, so TikTok\'s limits for it could not be checked.',
      ),
    ).toContain('Bildrate, Dauer');
    expect(german('"a.mp4" has 4512.5 MB; TikTok takes at most 4000 MB.')).toBe(
      '„a.mp4“ hat 4512,5 MB; TikTok nimmt höchstens 4000 MB.',
    );
  });

  it('words a sentence behind the name of what it is about', () => {
    expect(german('clip.mov: Upload the file again.')).toBe(
      'clip.mov: Laden Sie die Datei neu hoch.',
    );
  });

  it('leaves alone what the server does not say, with the sentences around it in words', () => {
    expect(german('A site hook said no.')).toBe('A site hook said no.');
    expect(german('A site hook said no. Upload the file again.')).toBe(
      'A site hook said no. Laden Sie die Datei neu hoch.',
    );
    expect(german('')).toBe('');
  });

  it('takes no name for one where several sentences stand before a verb', () => {
    expect(german('Nobody knows this. Nor that. Ed cancelled the post.')).toBe(
      'Nobody knows this. Nor that. Ed brach den Beitrag ab.',
    );
  });

  it('writes times for readers in English as well', () => {
    expect(phraseBook({}, wording)('Next try: 2026-12-01T10:00:00Z.')).toBe(
      'Next try: [2026-12-01T10:00:00Z].',
    );
  });
});
