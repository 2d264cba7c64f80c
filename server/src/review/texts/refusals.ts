import { type Refusal } from '../../../../contracts/review-view';

/** What TikTok's reviewers are known to answer, with what was behind it. */
export const REFUSALS: readonly Refusal[] = [
  {
    id: 'ux-guidelines',
    says: '"Did not follow our UX Guidelines … showcase full interactions between privacy and interaction settings … points 1-5 in order"',
    causes: [
      'Points 1 to 5 are not all in the video, or not in their order.',
      'The video was cut.',
    ],
    remedy: 'Record it anew in one take along the shot list.',
    step: 'demo-video',
  },
  {
    id: 'preselected',
    says: 'Privacy or interaction settings are preselected; the nickname or the preview is missing',
    causes: ['The form was filled before the recording.', 'An older tool was recorded.'],
    remedy: 'Open the plugin’s form anew: it starts without a choice, with name and preview.',
    step: 'demo-video',
  },
  {
    id: 'disclosure',
    says: 'Show the branded-content option; "your brand" and "branded content" must start unticked; show both',
    causes: ['The disclosure was not switched on in the video.'],
    remedy: 'Show it on with nothing ticked, each box alone, and both.',
    step: 'demo-video',
  },
  {
    id: 'wrong-label',
    says: 'Wrong label text, or Duet and Stitch shown for photos',
    causes: ['The video shows another form, or a translated one.'],
    remedy: 'Record in English; the audited sentences stay English anyway.',
    step: 'demo-video',
  },
  {
    id: 'no-ending',
    says: 'The end-to-end flow is not complete: the post is not seen on TikTok',
    causes: [
      'The video ends in the admin.',
      'An app without audit cannot post to a public account.',
    ],
    remedy: 'Set the test account to private, post with "Only me", and end on TikTok.',
    step: 'demo-video',
  },
  {
    id: 'empty-comments',
    says: 'A generic line, with empty "Review comments"',
    causes: ['Unknown; it was given for forms that follow the rules, too.'],
    remedy:
      'Go through the checks of all steps, then send it again with a note on what each point shows.',
    step: 'submission',
  },
  {
    id: 'internal-use',
    says: 'Personal or company-internal use is not approved',
    causes: ['The app posts to accounts that you or your team manage.', 'The description says so.'],
    remedy: 'Send drafts, which need no audit, or offer the app to many users.',
    step: 'direct-post-audit',
  },
  {
    id: 'domain-differs',
    says: 'The panel is not reachable at the declared domain',
    causes: ['The video shows localhost or another domain.', 'The website asks to sign in.'],
    remedy: 'Record on the declared domain, with the address bar in the picture.',
    step: 'website',
  },
  {
    id: 'landing-page',
    says: 'The website is a landing or login page, or is not fully developed',
    causes: ['Fewer than two or three pages.', 'Placeholders.'],
    remedy: 'Add pages about product, makers and contact.',
    step: 'website',
  },
  {
    id: 'name-or-icon',
    says: 'The name or the icon breaks the rules',
    causes: ['"TikTok" or another network in the name.', 'A descriptive name.', 'An unclear icon.'],
    remedy: 'Take the brand’s own name and icon.',
    step: 'app-details',
  },
  {
    id: 'brands-differ',
    says: 'App name, website and redirect URI do not show one brand',
    causes: ['The callback is on the domain of a host.', 'The website has another name.'],
    remedy: 'Bring all of them under one domain and one name.',
    step: 'redirect-uri',
  },
  {
    id: 'legal-not-linked',
    says: 'Privacy policy or terms are not visible on the website',
    causes: ['They stand in a closed menu.', 'The link leads to a login.'],
    remedy: 'Link both in the footer of the first page.',
    step: 'legal-pages',
  },
  {
    id: 'scopes-not-shown',
    says: 'A product or scope is not shown in use',
    causes: ['A scope is requested that the video does not show.'],
    remedy: 'Remove it in the portal and the settings, or show it.',
    step: 'products-and-scopes',
  },
  {
    id: 'passed-but-private',
    says: 'The app is approved, yet direct posts answer `unaudited_client_can_only_post_to_private_accounts`',
    causes: ['The Direct Post audit is a gate of its own.', 'The account is public.'],
    remedy: 'Apply for the audit; until then private accounts and "Only me", or drafts.',
    step: 'direct-post-audit',
  },
];
