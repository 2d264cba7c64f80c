import {
  BY_HAND,
  cueOfConnection,
  cuesOf,
  type Seen,
} from '../../../admin/src/review/rehearsal-cues';
import { createRehearsal } from '../../../admin/src/review/rehearsal-store';
import { type Shot, shotCue } from '../../../contracts/review-view';

const NOTHING: Seen = {
  declaration: false,
  nickname: false,
  preview: false,
  privacy: null,
  interactionOn: false,
  disclosure: null,
  onlyMeGreyed: false,
  state: null,
  accountConnected: false,
  profile: false,
  insights: false,
};

const shots = (...cues: Shot['cue'][]): Shot[] =>
  cues.map((cue) => ({ cue, title: cue, show: cue, scopes: [], points: [] }));

describe('what is seen in a rehearsal', () => {
  it('is nothing while the plugin’s pages are not in view', () =>
    expect(cuesOf(NOTHING)).toEqual([]));

  it('is the open form with its declaration', () => {
    expect(cuesOf({ ...NOTHING, declaration: true })).toEqual([
      'composer_opened',
      'declaration_shown',
    ]);
  });

  it.each([
    [{ yourBrand: false, branded: false }, 'disclosure_on_nothing_ticked'],
    [{ yourBrand: true, branded: false }, 'your_brand_ticked'],
    [{ yourBrand: false, branded: true }, 'branded_ticked'],
    [{ yourBrand: true, branded: true }, 'both_ticked'],
  ] as const)('tells the four states of the disclosure apart: %o', (disclosure, cue) => {
    expect(cuesOf({ ...NOTHING, disclosure })).toEqual([cue]);
  });

  it('counts "Only me" as greyed only where branded content is ticked', () => {
    const greyed = { ...NOTHING, onlyMeGreyed: true };
    expect(cuesOf(greyed)).toEqual([]);
    expect(cuesOf({ ...greyed, disclosure: { yourBrand: false, branded: true } })).toContain(
      'only_me_greyed',
    );
  });

  it('takes a privacy that is only looked at for no choice', () => {
    expect(cuesOf({ ...NOTHING, privacy: { isOpen: true, isChosen: false } })).toEqual([
      'privacy_opened',
    ]);
  });

  it('tells the state under way from the end, which a draft reaches in the inbox', () => {
    expect(cuesOf({ ...NOTHING, state: 'processing' })).toEqual(['status_shown']);
    expect(cuesOf({ ...NOTHING, state: 'in_inbox' })).toEqual(['status_shown', 'published_shown']);
    expect(cuesOf({ ...NOTHING, state: 'failed' })).toEqual([]);
  });

  it('tells the profile of an account from its numbers', () => {
    expect(cuesOf({ ...NOTHING, profile: true })).toEqual(['profile_shown']);
    expect(cuesOf({ ...NOTHING, insights: true })).toEqual(['insights_shown']);
  });

  it('takes TikTok’s consent page as shown once somebody agreed there, not when it failed', () => {
    const connected = { type: 'connected', nickname: 'Fern', reconnected: false } as const;
    expect(cueOfConnection(connected)).toBe('consent_page_shown');
    expect(cueOfConnection({ type: 'failed' })).toBeNull();
  });

  it('leaves to the person only what is outside of the admin', () => {
    expect([...BY_HAND]).toEqual([
      ['website_shown', 'site'],
      ['legal_links_shown', 'site'],
      ['tiktok_shown', 'tiktok'],
    ]);
  });

  it('every cue is either seen, told, pressed, typed or ticked by hand', () => {
    const seen = [
      { ...NOTHING, declaration: true, nickname: true, preview: true, interactionOn: true },
      {
        ...NOTHING,
        privacy: { isOpen: true, isChosen: true },
        accountConnected: true,
        profile: true,
        insights: true,
      },
      { ...NOTHING, disclosure: { yourBrand: false, branded: false } },
      { ...NOTHING, disclosure: { yourBrand: true, branded: false } },
      { ...NOTHING, disclosure: { yourBrand: false, branded: true }, onlyMeGreyed: true },
      { ...NOTHING, disclosure: { yourBrand: true, branded: true } },
      { ...NOTHING, state: 'published' as const },
    ].flatMap(cuesOf);
    const pressed = ['connect_pressed', 'publish_pressed', 'title_typed'];
    const told = ['consent_page_shown'];
    expect([...new Set([...seen, ...BY_HAND.keys(), ...pressed, ...told])].sort()).toEqual(
      [...shotCue.options].sort(),
    );
  });
});

describe('the rehearsal', () => {
  it('keeps what was once seen, and ignores what its list does not ask for', () => {
    const rehearsal = createRehearsal();
    rehearsal.open(shots('composer_opened', 'declaration_shown'));
    rehearsal.see(['composer_opened', 'privacy_chosen']);
    rehearsal.see([]);
    expect([...rehearsal.get().ticked]).toEqual(['composer_opened']);
  });

  it('stays as it was when it is closed and opened again, and begins anew with another list', () => {
    const rehearsal = createRehearsal();
    rehearsal.open(shots('composer_opened'));
    rehearsal.see(['composer_opened']);
    rehearsal.close();
    rehearsal.open(shots('composer_opened'));
    expect(rehearsal.get()).toMatchObject({ isOpen: true });
    expect(rehearsal.get().ticked.size).toBe(1);
    rehearsal.open(shots('composer_opened', 'tiktok_shown'));
    expect(rehearsal.get().ticked.size).toBe(0);
  });

  it('tells its panel only when something new was seen', () => {
    const rehearsal = createRehearsal();
    let told = 0;
    rehearsal.open(shots('composer_opened'));
    const leave = rehearsal.subscribe(() => (told += 1));
    rehearsal.see(['composer_opened']);
    rehearsal.see(['composer_opened']);
    expect(told).toBe(1);
    leave();
    rehearsal.toggle('composer_opened');
    expect([told, rehearsal.get().ticked.size]).toEqual([1, 0]);
  });
});
