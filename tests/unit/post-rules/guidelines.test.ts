import { formState, linkedParts, optionsOffered } from '../../../contracts/post-form';
import { checkPost, type RulesInput } from '../../../contracts/post-rules';
import { directPhotos, directVideo, privateCreator, publicCreator } from './support';

const codes = (input: RulesInput): string[] => checkPost(input).map(({ code }) => code);

describe('Content Sharing Guidelines, point 1: creator info', () => {
  it('keeps the button off until TikTok has said what the account may do', () => {
    const { publish } = formState(directVideo({ creator: null }));
    expect(publish.enabled).toBe(false);
    expect(publish.hoverText?.code).toBe('creator_not_asked');
  });

  it('1b: stops and says when to try later if the account cannot post now', () => {
    const cannotPost = { message: 'Kim has posted enough today.', remedy: 'Try tomorrow.' };
    const state = formState(
      directVideo({ cannotPost, creator: null, options: { privacyLevel: 'SELF_ONLY' } }),
    );
    expect(state.publish.enabled).toBe(false);
    expect(state.publish.hoverText?.message).toBe('Kim has posted enough today.');
    expect(state.problems[0]?.remedy).toBe('Try tomorrow.');
  });

  it('1c: takes a video exactly as long as the account may post, and none longer', () => {
    const lasting = (durationSec: number) =>
      codes(
        directVideo({
          options: { privacyLevel: 'SELF_ONLY' },
          media: [{ name: 'a.mp4', durationSec }],
        }),
      );
    expect(lasting(300)).toEqual([]);
    expect(lasting(300.04)).toEqual(['video_too_long']);
  });

  it('1c: names the video, the account and both lengths', () => {
    const [problem] = checkPost(directVideo({ media: [{ name: 'a.mp4', durationSec: 300.04 }] }));
    expect(problem?.message).toBe(
      'a.mp4 is 300.1 seconds long; Sea Kayak Kim may post at most 300 seconds.',
    );
  });

  it('1c: warns when the length could not be read', () => {
    const { warnings } = formState(directVideo({ media: [{ name: 'a.mp4', durationSec: null }] }));
    expect(warnings.map(({ code }) => code)).toEqual(['duration_unknown']);
  });

  it('1c: does not measure photos', () => {
    const { warnings } = formState(directPhotos());
    expect(warnings).toEqual([]);
  });
});

describe('Content Sharing Guidelines, point 2: what the user enters', () => {
  it("2b: offers the account's own privacy options, in TikTok's order, and no other", () => {
    const offered = (input: RulesInput) => formState(input).privacy?.options.map((o) => o.value);
    expect(offered(directVideo())).toEqual(publicCreator.privacyLevels);
    expect(offered(directVideo({ creator: privateCreator }))).toEqual(privateCreator.privacyLevels);
  });

  it('2b: preselects nothing, not even where there is one option', () => {
    const creator = { ...publicCreator, privacyLevels: ['SELF_ONLY' as const] };
    const state = formState(directVideo({ creator }));
    expect(state.privacy?.value).toBeNull();
    expect(state.publish.enabled).toBe(false);
    expect(state.publish.hoverText?.message).toBe('Choose who can view this post.');
  });

  it('2b: refuses an audience that TikTok does not offer this account', () => {
    const input = directVideo({
      creator: privateCreator,
      options: { privacyLevel: 'PUBLIC_TO_EVERYONE' },
    });
    expect(codes(input)).toEqual(['privacy_not_offered']);
  });

  it('2c: shows comment, duet and stitch for a video, all unticked', () => {
    const { interactions } = formState(directVideo());
    expect(interactions.map(({ name, checked, disabled }) => [name, checked, disabled])).toEqual([
      ['allowComment', false, false],
      ['allowDuet', false, false],
      ['allowStitch', false, false],
    ]);
  });

  it('2c: greys out, with the reason, what the creator switched off', () => {
    const creator = { ...publicCreator, commentDisabled: true, stitchDisabled: true };
    const { interactions } = formState(directVideo({ creator }));
    expect(interactions.map(({ disabled }) => disabled)).toEqual([true, false, true]);
    expect(interactions[0]?.why?.message).toContain('Comments are switched off');
    expect(interactions[1]?.why).toBeNull();
  });

  it('2c: refuses an interaction that the creator switched off', () => {
    const input = directVideo({
      creator: privateCreator,
      options: { privacyLevel: 'SELF_ONLY', allowDuet: true, allowStitch: true },
    });
    expect(codes(input)).toEqual(['duet_disabled', 'stitch_disabled']);
  });

  it('T74: shows comment alone for photos, unticked', () => {
    const { interactions } = formState(directPhotos());
    expect(interactions).toEqual([
      { name: 'allowComment', checked: false, disabled: false, why: null },
    ]);
  });

  it('stands above the button in every state: the Music sentence, disclosure on or off', () => {
    const sentence = "By posting, you agree to TikTok's Music Usage Confirmation";
    expect(formState(directVideo()).declaration).toBe(sentence);
    expect(formState(directVideo({ creator: null })).declaration).toBe(sentence);
    expect(formState(directVideo({ options: { discloseContent: true } })).declaration).toBe(
      sentence,
    );
  });

  it('links the Music Usage Confirmation to its page', () => {
    const parts = linkedParts(formState(directVideo()).declaration);
    expect(parts).toEqual([
      { text: "By posting, you agree to TikTok's ", href: null },
      {
        text: 'Music Usage Confirmation',
        href: 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
      },
    ]);
  });
});

describe('Content Sharing Guidelines, point 3: commercial disclosure', () => {
  const disclosing = (options: Partial<RulesInput['options']>) =>
    formState(
      directVideo({
        options: { privacyLevel: 'PUBLIC_TO_EVERYONE', discloseContent: true, ...options },
      }),
    );

  it('is off, with both boxes unticked and no label, when the form opens', () => {
    expect(formState(directVideo()).disclosure).toEqual({
      on: false,
      yourBrand: { checked: false, disabled: false, why: null },
      brandedContent: { checked: false, disabled: false, why: null },
      prompt: null,
      incomplete: false,
    });
  });

  it('says Promotional content for your brand', () => {
    expect(disclosing({ yourBrand: true }).disclosure?.prompt).toBe(
      "Your photo/video will be labeled as 'Promotional content'",
    );
  });

  it('says Paid partnership for branded content', () => {
    expect(disclosing({ brandedContent: true }).disclosure?.prompt).toBe(
      "Your photo/video will be labeled as 'Paid partnership'",
    );
  });

  it('says Paid partnership for both', () => {
    expect(disclosing({ yourBrand: true, brandedContent: true }).disclosure?.prompt).toBe(
      "Your photo/video will be labeled as 'Paid partnership'",
    );
  });

  it("keeps the button off, with TikTok's own hover text, when on with none ticked", () => {
    const { publish, disclosure } = disclosing({});
    expect(disclosure?.incomplete).toBe(true);
    expect(publish.enabled).toBe(false);
    expect(publish.hoverText?.message).toBe(
      'You need to indicate if your content promotes yourself, a third party, or both.',
    );
  });

  it('says so before anything else that is missing', () => {
    const { publish } = disclosing({ privacyLevel: null });
    expect(publish.hoverText?.code).toBe('disclosure_incomplete');
  });

  it('enables the button when one of the boxes is ticked', () => {
    expect(disclosing({ yourBrand: true }).publish).toEqual({ enabled: true, hoverText: null });
  });

  it("T75: disables Only me, with TikTok's hover text, when branded content is ticked first", () => {
    const { privacy } = disclosing({ privacyLevel: null, brandedContent: true });
    expect(privacy?.options.map(({ value, disabled }) => [value, disabled])).toEqual([
      ['PUBLIC_TO_EVERYONE', false],
      ['MUTUAL_FOLLOW_FRIENDS', false],
      ['SELF_ONLY', true],
    ]);
    expect(privacy?.options[2]?.why?.message).toBe(
      'Branded content visibility cannot be set to private.',
    );
  });

  it('T75: disables branded content, with the reason, when Only me is chosen first', () => {
    const { disclosure } = disclosing({ privacyLevel: 'SELF_ONLY' });
    expect(disclosure?.brandedContent).toMatchObject({ checked: false, disabled: true });
    expect(disclosure?.brandedContent.why?.message).toContain('cannot be posted for "Only me"');
    expect(disclosure?.yourBrand.disabled).toBe(false);
  });

  it('T75: refuses the two together, whichever way they came, and leaves the box to be unticked', () => {
    const { publish, disclosure } = disclosing({ privacyLevel: 'SELF_ONLY', brandedContent: true });
    expect(publish.hoverText?.message).toBe('Branded content visibility cannot be set to private.');
    expect(disclosure?.brandedContent).toMatchObject({ checked: true, disabled: false });
  });

  it('T75: lets branded content be posted for friends', () => {
    const { publish } = disclosing({
      privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
      brandedContent: true,
    });
    expect(publish.enabled).toBe(true);
  });
});

describe('Content Sharing Guidelines, point 4: the declaration follows the choice', () => {
  const declaration = (options: Partial<RulesInput['options']>) =>
    formState(directVideo({ options: { discloseContent: true, ...options } })).declaration;
  const music = "By posting, you agree to TikTok's Music Usage Confirmation";
  const both =
    "By posting, you agree to TikTok's Branded Content Policy and Music Usage Confirmation";

  it('is the Music sentence for your brand only', () => {
    expect(declaration({ yourBrand: true })).toBe(music);
  });

  it('names the Branded Content Policy for branded content, and for both', () => {
    expect(declaration({ brandedContent: true })).toBe(both);
    expect(declaration({ yourBrand: true, brandedContent: true })).toBe(both);
  });

  it('goes back to the Music sentence when the disclosure is switched off again', () => {
    expect(declaration({ discloseContent: false, brandedContent: true })).toBe(music);
  });

  it('links both documents, the policy to its own page', () => {
    const links = linkedParts(both).filter(({ href }) => href !== null);
    expect(links).toEqual([
      {
        text: 'Branded Content Policy',
        href: 'https://www.tiktok.com/legal/page/global/bc-policy/en',
      },
      {
        text: 'Music Usage Confirmation',
        href: 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
      },
    ]);
  });

  it.each([music, both])('loses no character of "%s" to the links', (sentence) => {
    expect(
      linkedParts(sentence)
        .map(({ text }) => text)
        .join(''),
    ).toBe(sentence);
  });
});

describe('settings copied from the post of another account', () => {
  const { options } = directVideo({
    options: {
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      allowComment: true,
      allowDuet: true,
      discloseContent: true,
      brandedContent: true,
    },
  });

  it('are taken over where the account offers them', () => {
    const copied = optionsOffered(options, {
      kind: 'video',
      creator: publicCreator,
      audited: true,
    });
    expect(copied).toEqual(options);
  });

  it('stay empty where it does not: audience, and what the creator switched off', () => {
    const copied = optionsOffered(options, {
      kind: 'video',
      creator: { ...privateCreator, commentDisabled: false },
      audited: true,
    });
    expect(copied).toMatchObject({ privacyLevel: null, allowComment: true, allowDuet: false });
  });

  it('stay empty for an app that is not audited, except "Only me"', () => {
    const by = (privacyLevel: 'PUBLIC_TO_EVERYONE' | 'SELF_ONLY') =>
      optionsOffered(
        { ...options, privacyLevel },
        { kind: 'video', creator: publicCreator, audited: false },
      );
    expect(by('PUBLIC_TO_EVERYONE')).toMatchObject({ privacyLevel: null, brandedContent: false });
    expect(by('SELF_ONLY').privacyLevel).toBe('SELF_ONLY');
  });

  it('stay empty while TikTok has not said what the account may do', () => {
    const copied = optionsOffered(options, { kind: 'video', creator: null, audited: true });
    expect(copied).toMatchObject({ privacyLevel: null, allowComment: false, allowDuet: false });
  });

  it('T74: of a video leave duet and stitch behind for photos', () => {
    const copied = optionsOffered(options, {
      kind: 'photo',
      creator: publicCreator,
      audited: true,
    });
    expect(copied).toMatchObject({ allowComment: true, allowDuet: false });
  });
});
