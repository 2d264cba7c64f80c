import { composedPostOf } from '../../../admin/src/composer/model/composed-post';
import { changeForm, makingsOf } from '../../../admin/src/composer/model/form';
import { makingState } from '../../../admin/src/composer/model/making';
import { openingForm } from '../../../admin/src/composer/model/opening-form';
import { type OpenedMedia } from '../../../contracts/composer';
import { AUDITED, CONSENT_VERSION } from '../../../contracts/consent';
import { accountOf, fileOf } from '../../component/support/things';
import { publicCreator } from '../post-rules/support';

const video = (fingerprint: string | null): OpenedMedia => ({
  ...fileOf(7, 'a.mp4'),
  facts: null,
  findings: [],
  fingerprint,
});

const account = accountOf();

const site = { allowed: ['direct_post', 'inbox'], preferred: 'direct_post' } as const;
const source = { uid: 'api::a.a', documentId: 'd', locale: null, status: 'draft' } as const;
const at = '2027-10-31T01:30:00.000Z';

const composed = (
  press: 'publish' | 'approval' | 'draft',
  time: Parameters<typeof composedPostOf>[2],
  fingerprint: string | null = 'f-7',
) => {
  const opened = changeForm(openingForm([video(fingerprint)]), {
    type: 'addAccount',
    account,
    site,
  });
  const branded = changeForm(opened, {
    type: 'options',
    accountId: 1,
    options: {
      privacyLevel: 'PUBLIC_TO_EVERYONE',
      discloseContent: true,
      brandedContent: true,
      autoAddMusic: true,
    },
  });
  const [making] = makingsOf(branded, { source, title: '', post: null });
  if (!making) throw new Error('The account was not added.');
  const state = makingState(making, {
    accounts: [account],
    opening: () => ({
      opened: {
        creator: { ...publicCreator, handle: null, avatarUrl: null },
        cannotPost: null,
        unauditedNote: null,
      },
      problem: null,
    }),
    file: () => ({ opened: video(fingerprint), problem: null }),
  });
  return composedPostOf(state, press, time);
};

describe('what is sent for one account', () => {
  it('carries the sentence that is on the screen, only where the button that sends was pressed', () => {
    expect(composed('publish', { type: 'now' })?.consent).toEqual({
      text: AUDITED.brandedAndMusic,
      version: CONSENT_VERSION,
    });
    expect(composed('draft', { type: 'now' })?.consent).toBeNull();
    expect(composed('approval', { type: 'now' })?.consent).toBeNull();
  });

  it('is a draft, a wish or a time, by the button', () => {
    expect(composed('draft', { type: 'at', at })?.when).toEqual({ type: 'draft', at });
    expect(composed('draft', { type: 'now' })?.when).toEqual({ type: 'draft' });
    expect(composed('approval', { type: 'at', at })?.when).toEqual({ type: 'approval', at });
    expect(composed('approval', { type: 'now' })?.when).toEqual({ type: 'approval', at: null });
    expect(composed('publish', { type: 'at', at })?.when).toEqual({ type: 'at', at });
    expect(composed('publish', { type: 'entry_published' })?.when).toEqual({
      type: 'entry_published',
    });
  });

  it('names each file as it was seen, or none while one is not known', () => {
    expect(composed('publish', { type: 'now' })?.fingerprints).toEqual(['f-7']);
    expect(composed('draft', { type: 'now' }, null)).not.toHaveProperty('fingerprints');
  });

  it('leaves out what TikTok does not take for a video', () => {
    expect(composed('publish', { type: 'now' })?.options.autoAddMusic).toBe(false);
  });
});
