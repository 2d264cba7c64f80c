import {
  factErrors,
  factsBaseOf,
  factsMoved,
  factsOf,
  ofKind,
} from '../../../admin/src/review/facts';
import { piecesOf } from '../../../admin/src/review/markdown';
import { placeOf } from '../../../admin/src/review/place';
import { findSymptoms } from '../../../admin/src/review/symptoms';
import { type ReviewFacts, reviewFacts, urlProperty } from '../../../contracts/review-facts';
import { type ReviewView, type Symptom } from '../../../contracts/review-view';

const FACTS: ReviewFacts = {
  appName: 'Fern & Moss',
  owner: null,
  category: '',
  description: '',
  websiteUrl: 'https://www.example.com',
  termsUrl: null,
  privacyUrl: null,
  audience: null,
  contactEmail: '',
  companyName: '',
  companyAddress: '',
  companyCountry: '',
  colours: { background: '#1f2937', text: '#ffffff' },
  iconAssetId: null,
  demoVideoAssetId: null,
  demoVideoUrl: null,
  screenshotAssetIds: [],
  mediaHosts: ['media.example.com'],
  targetUsers: ['fern'],
};
/** Only what these functions read. */
const view = (factsVersion: number, facts: Partial<ReviewFacts> = {}) =>
  ({ factsVersion, facts: { ...FACTS, ...facts } }) as ReviewView;

describe('the place on the page', () => {
  it('is the mode in use and the first step where the address says nothing', () => {
    expect(placeOf(new URLSearchParams(), 'live')).toEqual({
      section: 'path',
      mode: 'live',
      step: 'app-details',
    });
  });

  it('comes from the address, and nothing unknown in it counts', () => {
    const search = new URLSearchParams('section=help&mode=sandbox&step=nowhere');
    expect(placeOf(search, 'live')).toEqual({
      section: 'help',
      mode: 'sandbox',
      step: 'app-details',
    });
  });
});

describe('the form of the facts', () => {
  it('hands back what it was given, in the form that the server takes', () => {
    const facts = factsOf(factsBaseOf(view(1)).values);
    expect(facts).toEqual(FACTS);
    expect(reviewFacts.safeParse(facts).success).toBe(true);
  });

  it('takes hosts and handles one a line, and an emptied line as an empty text', () => {
    const { values } = factsBaseOf(view(1));
    const facts = factsOf({
      ...values,
      // What a text field gives once it is emptied.
      ...({ appName: null } as object),
      mediaHosts: ' A.example.com\n\nb.example.com ',
      targetUsers: '@fern, moss',
    });
    expect(facts).toMatchObject({
      appName: '',
      mediaHosts: ['a.example.com', 'b.example.com'],
      targetUsers: ['fern', 'moss'],
    });
  });

  it('shows a refusal at the field it is about, also inside a list', () => {
    expect(
      factErrors({ 'facts.mediaHosts.1': 'no host', 'facts.appName': 'too long', version: 'old' }),
    ).toEqual({ mediaHosts: 'no host', appName: 'too long', version: 'old' });
  });

  it('says that somebody else changed a fact, but not that properties were saved', () => {
    const base = factsBaseOf(view(1));
    expect(factsMoved(base, view(2))).toBe(false);
    expect(factsMoved(base, view(2, { appName: 'Other' }))).toBe(true);
  });
});

describe('a URL property', () => {
  it('of a domain is proved by DNS, of a prefix by a file', () => {
    const domain = urlProperty.parse({
      kind: 'domain',
      target: 'example.com',
      method: 'dns',
      fileName: null,
      value: 'tiktok=abc',
    });
    const prefix = ofKind(domain, 'prefix');
    expect(prefix).toMatchObject({ kind: 'prefix', method: 'file', fileName: '' });
    expect(ofKind(prefix, 'domain')).toEqual(domain);
  });
});

describe('the search of the symptoms', () => {
  const symptom = (id: string, given: Partial<Symptom>): Symptom => ({
    id,
    title: id,
    words: [],
    causes: [],
    remedy: '',
    step: null,
    ...given,
  });
  const ALL = [
    symptom('size', { remedy: 'Not redirect_uri_mismatch: the video is too large.' }),
    symptom('redirect', { words: ['redirect_uri_mismatch'], causes: ['A slash too many.'] }),
  ];
  const found = (query: string) => findSymptoms(ALL, query).map(({ id }) => id);

  it('finds TikTok’s literal words first, in any case', () => {
    expect(found('REDIRECT_URI_MISMATCH')).toEqual(['redirect', 'size']);
  });

  it('wants every word, wherever it stands', () => {
    expect(found('slash mismatch')).toEqual(['redirect']);
    expect(found('slash popup')).toEqual([]);
  });

  it('shows all for an empty query', () => expect(found('  ')).toEqual(['size', 'redirect']));
});

describe('the preview of a legal page', () => {
  const tagsOf = (source: string): string => JSON.stringify(piecesOf(source));

  it('shows headings, lists and links, below the headings of the page around it', () => {
    expect(piecesOf('# Privacy\n\n- one **bold**\n\n[us](https://example.com)')).toEqual([
      { tag: 'h3', href: null, children: ['Privacy'] },
      {
        tag: 'ul',
        href: null,
        children: [
          {
            tag: 'li',
            href: null,
            children: [
              {
                tag: 'span',
                href: null,
                children: ['one ', { tag: 'strong', href: null, children: ['bold'] }, ''],
              },
            ],
          },
        ],
      },
      {
        tag: 'p',
        href: null,
        children: [{ tag: 'a', href: 'https://example.com', children: ['us'] }],
      },
    ]);
  });

  it('makes no element of HTML, of pictures or of a link that runs a script', () => {
    const all = tagsOf(
      '<img src=x onerror=alert(1)> ![x](https://a/b.png) [x](javascript:alert(1))',
    );
    expect(all).not.toMatch(/"tag":"(img|script)"|"href":"javascript/);
    expect(all).toContain('<img src=x onerror=alert(1)>');
  });
});
