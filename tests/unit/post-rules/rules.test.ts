import fc from 'fast-check';

import { CONSENT_VERSION, declarationFor, INBOX_CONSENT } from '../../../contracts/consent';
import { formState } from '../../../contracts/post-form';
import { AUDITED_RULES, RULE_TEXTS } from '../../../contracts/post-rule-texts';
import {
  checkConsent,
  checkPost,
  LIMITS,
  namedFinding,
  normaliseContent,
  normaliseOptions,
  type RulesInput,
} from '../../../contracts/post-rules';
import { type PostOptions, privacyLevel } from '../../../contracts/posts';
import { directPhotos, directVideo, inboxVideo, privateCreator } from './support';

const codes = (input: RulesInput): string[] => checkPost(input).map(({ code }) => code);

const everything: PostOptions = {
  privacyLevel: 'PUBLIC_TO_EVERYONE',
  allowComment: true,
  allowDuet: true,
  allowStitch: true,
  discloseContent: true,
  yourBrand: true,
  brandedContent: true,
  aiGenerated: true,
  autoAddMusic: true,
};

describe('Inbox', () => {
  it('T70: asks for no privacy, no interactions and no disclosure', () => {
    const state = formState(inboxVideo());
    expect(state).toMatchObject({
      privacy: null,
      interactions: [],
      disclosure: null,
      offersAiGenerated: false,
      offersAutoAddMusic: false,
      declaration: INBOX_CONSENT,
      publish: { enabled: true, hoverText: null },
    });
  });

  it('T70: says that a video carries no caption, while photos carry title and description', () => {
    expect(formState(inboxVideo()).captionIsCarried).toBe(false);
    expect(formState(directPhotos({ shareType: 'inbox', creator: null })).captionIsCarried).toBe(
      true,
    );
  });

  it('T70: ignores every option, whatever it was set to', () => {
    const options = normaliseOptions('video', 'inbox', everything);
    expect(options.privacyLevel).toBeNull();
    expect(Object.values(options).some((value) => value === true)).toBe(false);
    expect(codes(inboxVideo({ options: { ...everything, privacyLevel: 'SELF_ONLY' } }))).toEqual(
      [],
    );
  });

  it('keeps the caption for the creator to copy, and only warns when it is long', () => {
    const caption = 'x'.repeat(2201);
    const input = inboxVideo({ content: { caption } });
    expect(normaliseContent('video', 'inbox', input.content).caption).toBe(caption);
    expect(codes(input)).toEqual([]);
    expect(formState(input).warnings.map(({ code }) => code)).toEqual([
      'caption_too_long_to_paste',
    ]);
  });

  it('takes a video longer than the account may post, since the creator trims it', () => {
    expect(codes(inboxVideo({ media: [{ name: 'a.mp4', durationSec: 550 }] }))).toEqual([]);
  });
});

describe('what TikTok does not take is not sent', () => {
  it('T74: drops duet, stitch and the AI label for photos', () => {
    expect(normaliseOptions('photo', 'direct_post', everything)).toEqual({
      ...everything,
      allowDuet: false,
      allowStitch: false,
      aiGenerated: false,
    });
  });

  it('drops automatic music for videos', () => {
    expect(normaliseOptions('video', 'direct_post', everything)).toEqual({
      ...everything,
      autoAddMusic: false,
    });
  });

  it('drops the boxes under a disclosure that is off', () => {
    const options = { ...everything, discloseContent: false };
    expect(normaliseOptions('video', 'direct_post', options)).toMatchObject({
      yourBrand: false,
      brandedContent: false,
    });
  });

  it('keeps the words of the kind only', () => {
    const content = {
      caption: 'c',
      title: 't',
      description: 'd',
      coverTimestampMs: 5,
      photoCoverIndex: 1,
    };
    expect(normaliseContent('video', 'direct_post', content)).toEqual({
      ...content,
      title: '',
      description: '',
      photoCoverIndex: 0,
    });
    expect(normaliseContent('photo', 'direct_post', content)).toEqual({
      ...content,
      caption: '',
      coverTimestampMs: null,
    });
  });
});

describe('limits', () => {
  const allowed = { privacyLevel: 'SELF_ONLY' } as const;

  it.each([
    ['caption', LIMITS.caption, directVideo],
    ['title', LIMITS.title, directPhotos],
    ['description', LIMITS.description, directPhotos],
  ] as const)('counts the %s in UTF-16 units: %i fit, one more does not', (field, limit, build) => {
    const ofLength = (text: string) =>
      codes(build({ options: allowed, content: { [field]: text } }));
    // An emoji outside the basic plane is two units for TikTok.
    const full = '🌊'.repeat(limit / 2);
    expect(full).toHaveLength(limit);
    expect(ofLength(full)).toEqual([]);
    expect(ofLength(`${full}x`)).toEqual([`${field}_too_long`]);
  });

  it('counts title and description for Inbox photos as well', () => {
    const input = directPhotos({
      shareType: 'inbox',
      creator: null,
      content: { title: 'x'.repeat(91), description: 'x'.repeat(4001) },
    });
    expect(codes(input)).toEqual(['title_too_long', 'description_too_long']);
  });

  it('takes one video, or one to 35 pictures', () => {
    const pictures = (count: number) =>
      codes(
        directPhotos({
          options: allowed,
          media: Array.from({ length: count }, () => ({ name: 'a.jpg', durationSec: null })),
        }),
      );
    const video = { name: 'a.mp4', durationSec: 3 };
    expect(codes(directVideo({ options: allowed, media: [video, video] }))).toEqual(['one_video']);
    expect(pictures(0)).toEqual(['no_media']);
    expect(pictures(35)).toEqual([]);
    expect(pictures(36)).toEqual(['too_many_photos']);
  });

  it('wants the cover to be one of the pictures', () => {
    const cover = (photoCoverIndex: number) =>
      codes(directPhotos({ options: allowed, content: { photoCoverIndex } }));
    expect(cover(1)).toEqual([]);
    expect(cover(2)).toEqual(['cover_out_of_range']);
  });

  it('T66: names the one file that the preflight refuses, and lets warnings pass', () => {
    const [problem, ...others] = checkPost(
      directPhotos({
        options: allowed,
        media: [
          {
            name: 'one.jpg',
            durationSec: null,
            findings: [{ code: 'x', level: 'warning', message: 'Blurred.' }],
          },
          {
            name: 'two.jpg',
            durationSec: null,
            findings: [
              { code: 'y', level: 'blocking', message: 'Too large.', remedy: 'Make it smaller.' },
            ],
          },
        ],
      }),
    );
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      field: 'assetIds.1',
      message: 'two.jpg: Too large.',
      remedy: 'Make it smaller.',
    });
  });
});

describe('a finding', () => {
  it('names its file once', () => {
    expect(namedFinding('a.png', 'Too large.')).toBe('a.png: Too large.');
    expect(namedFinding('a.png', '"a.png" is too large.')).toBe('"a.png" is too large.');
  });
});

describe('T60: an app that TikTok has not audited', () => {
  const unaudited = (changes: Parameters<typeof directVideo>[0]) =>
    directVideo({ audited: false, ...changes });

  it('offers Only me alone and says why', () => {
    const options = formState(unaudited({})).privacy?.options;
    expect(options?.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['PUBLIC_TO_EVERYONE', true],
      ['MUTUAL_FOLLOW_FRIENDS', true],
      ['SELF_ONLY', false],
    ]);
    expect(options?.[0]?.why?.message).toContain('has not audited this app');
    expect(codes(unaudited({ options: { privacyLevel: 'PUBLIC_TO_EVERYONE' } }))).toEqual([
      'unaudited_only_me',
    ]);
  });

  it('cannot post branded content at all, and says why', () => {
    const { disclosure } = formState(unaudited({ options: { discloseContent: true } }));
    expect(disclosure?.brandedContent.disabled).toBe(true);
    expect(disclosure?.brandedContent.why?.code).toBe('branded_needs_audit');
  });

  it('warns that the account itself must be private, unless it is', () => {
    const warned = (input: RulesInput) => formState(input).warnings.map(({ code }) => code);
    expect(warned(unaudited({}))).toEqual(['unaudited_account_public']);
    expect(warned(unaudited({ creator: privateCreator }))).toEqual([]);
    expect(warned(directVideo())).toEqual([]);
  });
});

describe('consent', () => {
  const branded = directVideo({ options: { discloseContent: true, brandedContent: true } });
  const given = (text: string, version = CONSENT_VERSION) =>
    checkConsent({ text, version }, branded)?.code ?? null;

  it('is the sentence in force for these choices, in its present version', () => {
    expect(given(declarationFor('direct_post', branded.options))).toBeNull();
    expect(given(declarationFor('direct_post', directVideo().options))).toBe('consent_outdated');
    expect(given(declarationFor('direct_post', branded.options), '2020-01')).toBe(
      'consent_outdated',
    );
    expect(checkConsent(null, branded)?.code).toBe('consent_missing');
  });

  it('goes by the options that count: a box under a disclosure that is off does not', () => {
    const off = { ...branded, options: { ...branded.options, discloseContent: false } };
    const text = declarationFor('direct_post', directVideo().options);
    expect(checkConsent({ text, version: CONSENT_VERSION }, off)).toBeNull();
  });
});

describe('the form and the server agree', () => {
  const anyInput = fc
    .record({
      kind: fc.constantFrom('video' as const, 'photo' as const),
      shareType: fc.constantFrom('inbox' as const, 'direct_post' as const),
      audited: fc.boolean(),
      isPrivate: fc.boolean(),
      options: fc.record({
        privacyLevel: fc.constantFrom(null, ...privacyLevel.options),
        allowComment: fc.boolean(),
        allowDuet: fc.boolean(),
        allowStitch: fc.boolean(),
        discloseContent: fc.boolean(),
        yourBrand: fc.boolean(),
        brandedContent: fc.boolean(),
        aiGenerated: fc.boolean(),
        autoAddMusic: fc.boolean(),
      }),
    })
    .map(({ isPrivate, ...rest }) =>
      directVideo({ ...rest, ...(isPrivate ? { creator: privateCreator } : {}) }),
    );

  it('T75: no combination lets branded content be private through', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const sent = normaliseOptions(input.kind, input.shareType, input.options);
        const isBad = sent.brandedContent && sent.privacyLevel === 'SELF_ONLY';
        expect(isBad && checkPost(input).length === 0).toBe(false);
      }),
    );
  });

  it('T74: no combination sends duet or stitch with photos', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const sent = normaliseOptions('photo', input.shareType, input.options);
        expect(sent.allowDuet || sent.allowStitch).toBe(false);
      }),
    );
  });

  it('the button is on exactly when the server would find no problem', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        expect(formState(input).publish.enabled).toBe(checkPost(input).length === 0);
      }),
    );
  });

  it('never offers what it would refuse', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { value, disabled } of formState(input).privacy?.options ?? []) {
          const chosen = { ...input, options: { ...input.options, privacyLevel: value } };
          const refused = checkPost(chosen).some(({ code }) =>
            ['privacy_not_offered', 'unaudited_only_me', 'branded_not_private'].includes(code),
          );
          expect(refused).toBe(disabled);
        }
      }),
    );
  });
});

describe('the texts', () => {
  it('say what to do wherever they say what is wrong', () => {
    for (const { message, remedy } of Object.values(RULE_TEXTS)) {
      expect(message).not.toBe('');
      expect(remedy).not.toBe('');
    }
  });

  it("keep TikTok's own sentences apart from those that are translated", () => {
    expect(AUDITED_RULES.map((code) => RULE_TEXTS[code].message)).toEqual([
      'You need to indicate if your content promotes yourself, a third party, or both.',
      'Branded content visibility cannot be set to private.',
    ]);
  });
});
