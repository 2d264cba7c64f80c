import { UNTOUCHED_OPTIONS } from '../../../contracts/post-rules';
import {
  dayProblem,
  endOfDay,
  LONGEST_WAIVER_DAYS,
  waiverBody,
  waiverState,
} from '../../../admin/src/rules/waiver-form';
import { type OpenedAccount } from '../../../contracts/composer';
import { AUDITED, CONSENT_VERSION } from '../../../contracts/consent';
import { type PostOptions } from '../../../contracts/posts';
import { waiverInput } from '../../../contracts/rules';

const CREATOR: NonNullable<OpenedAccount['creator']> = {
  nickname: 'Harbour',
  handle: 'harbour',
  avatarUrl: null,
  privacyLevels: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoDurationSec: 600,
};

const OPENED: OpenedAccount = { creator: CREATOR, cannotPost: null, unauditedNote: null };

const chosen = (changes: Partial<PostOptions>): PostOptions => ({
  ...UNTOUCHED_OPTIONS,
  ...changes,
});

const names = (state: ReturnType<typeof waiverState>): string[] =>
  (state.privacy?.options ?? []).map(({ value }) => value);

describe('the form for every post of a rule', () => {
  it('preselects nothing and cannot be agreed to untouched', () => {
    const state = waiverState(UNTOUCHED_OPTIONS, [OPENED]);
    expect(state.privacy?.value).toBeNull();
    expect(state.interactions.filter(({ checked }) => checked)).toEqual([]);
    expect(state.disclosure?.on).toBe(false);
    expect(state.publish.hoverText?.code).toBe('privacy_missing');
  });

  it('offers what videos or pictures take: all interactions, the AI label and music', () => {
    const state = waiverState(UNTOUCHED_OPTIONS, [OPENED]);
    expect(state.interactions.map(({ name }) => name)).toEqual([
      'allowComment',
      'allowDuet',
      'allowStitch',
    ]);
    expect(state.offersAiGenerated).toBe(true);
    expect(state.offersAutoAddMusic).toBe(true);
  });

  it('is ready with an audience, and says TikTok’s sentence that belongs to the choices', () => {
    const everyone = chosen({ privacyLevel: 'PUBLIC_TO_EVERYONE' });
    expect(waiverState(everyone, [OPENED])).toMatchObject({
      declaration: AUDITED.music,
      publish: { enabled: true },
    });
    const branded = chosen({
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      discloseContent: true,
      brandedContent: true,
    });
    expect(waiverState(branded, [OPENED]).declaration).toBe(AUDITED.brandedAndMusic);
  });

  it('wants to know what a disclosure is about', () => {
    const open = chosen({ privacyLevel: 'PUBLIC_TO_EVERYONE', discloseContent: true });
    expect(waiverState(open, [OPENED]).publish.enabled).toBe(false);
  });

  it('offers only what every account of the rule offers', () => {
    const strict: OpenedAccount = {
      ...OPENED,
      creator: { ...CREATOR, privacyLevels: ['SELF_ONLY'], duetDisabled: true },
    };
    const state = waiverState(UNTOUCHED_OPTIONS, [OPENED, strict]);
    expect(names(state)).toEqual(['SELF_ONLY']);
    expect(state.interactions.map(({ disabled }) => disabled)).toEqual([false, true, false]);
  });

  it('offers "Only me" alone while the app is not audited', () => {
    const unaudited = { ...OPENED, unauditedNote: 'Not audited.' };
    const everyone = chosen({ privacyLevel: 'PUBLIC_TO_EVERYONE' });
    expect(waiverState(everyone, [unaudited]).publish.enabled).toBe(false);
    const state = waiverState(UNTOUCHED_OPTIONS, [unaudited]);
    expect(state.privacy?.options.filter(({ disabled }) => !disabled)).toMatchObject([
      { value: 'SELF_ONLY' },
    ]);
  });

  it('is not offered while TikTok has not answered for every account', () => {
    const everyone = chosen({ privacyLevel: 'PUBLIC_TO_EVERYONE' });
    const silent = { ...OPENED, creator: null };
    expect(waiverState(everyone, [OPENED, silent]).publish.enabled).toBe(false);
    expect(waiverState(everyone, []).publish.enabled).toBe(false);
  });
});

describe('the end of a waiver', () => {
  const now = new Date(2026, 10, 21, 12).getTime();
  const dayAfter = (days: number): string => {
    const day = new Date(2026, 10, 21 + days);
    const two = (value: number) => String(value).padStart(2, '0');
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };

  it('is the end of the chosen day', () => {
    expect(endOfDay('2026-11-21')).toBe(new Date(2026, 10, 22).toISOString());
    expect(endOfDay('')).toBeNull();
  });

  it('must be chosen, lie ahead, and within a year', () => {
    expect(dayProblem('', now)).toBe('missing');
    expect(dayProblem(dayAfter(-1), now)).toBe('past');
    expect(dayProblem(dayAfter(0), now)).toBeNull();
    expect(dayProblem(dayAfter(LONGEST_WAIVER_DAYS), now)).toBeNull();
    expect(dayProblem(dayAfter(LONGEST_WAIVER_DAYS + 2), now)).toBe('late');
  });
});

describe('the waiver as it is sent', () => {
  it('carries the sentence verbatim with its version, as the server takes it', () => {
    const options = chosen({ privacyLevel: 'SELF_ONLY' });
    const body = waiverBody(4, options, AUDITED.music, '2026-12-01');
    expect(body).toMatchObject({
      version: 4,
      options,
      consent: { text: AUDITED.music, version: CONSENT_VERSION },
      understood: true,
    });
    expect(waiverInput.safeParse(body).success).toBe(true);
    expect(waiverBody(4, options, AUDITED.music, '')).toBeNull();
  });
});
