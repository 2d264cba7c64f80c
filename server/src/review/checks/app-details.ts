import { type Check, failed, notYet, ok, warning } from './check';

/** Names that TikTok's reviewers take for a reference to a social network [app-review-guidelines]. */
const NETWORKS =
  /tik[ -]{0,3}tok|douyin|bytedance|instagram|facebook|\bmeta\b|youtube|twitter|snapchat|pinterest|linkedin|whatsapp|threads|reddit|twitch|\btt\b/i;
/** Neither "instant" nor "install". */
const INSTA = /\binsta(?![bln])/i;
const UNFINISHED =
  /\b(test(ing)?|demo|beta|dev(elopment)?|staging|personal|private|internal|my own)\b/i;
const MAX_ICON_BYTES = 5 * 1024 * 1024;
const ICON_SIDE = 1024;

export const appDetailsChecks: Check[] = [
  {
    id: 'app-name',
    step: 'app-details',
    title: 'The app’s name',
    about:
      'The name must be your own, match the website, and hold no name of TikTok or another network.',
    run({ facts: { appName } }) {
      if (appName === '') return notYet('The app has no name yet.', 'Enter it under the facts.');
      const network = (NETWORKS.exec(appName) ?? INSTA.exec(appName))?.[0];
      if (network) {
        return failed(
          `The name "${appName}" holds "${network}". TikTok refuses names of social networks.`,
          'Take a name of your own brand, the one that stands on the website.',
        );
      }
      if (UNFINISHED.test(appName)) {
        return warning(
          `The name "${appName}" sounds like a test or a private app.`,
          'Take the name under which your users know you.',
        );
      }
      return ok(`"${appName}" breaks none of TikTok’s rules for names.`);
    },
  },
  {
    id: 'app-owner',
    step: 'app-details',
    title: 'Owned by an organization',
    about: 'TikTok prefers an app that an organization owns over a person’s.',
    run({ mode, facts: { owner } }) {
      if (owner === 'organization') return ok('The app is owned by an organization.');
      if (owner === null) {
        return notYet('Who owns the app has not been entered.', 'Enter it under the facts.');
      }
      if (mode === 'sandbox') return ok('A person owns the app. For the sandbox that is enough.');
      return warning(
        'The app is owned by a person.',
        'In TikTok’s portal create an organization, and transfer the app to it before submitting.',
      );
    },
  },
  {
    id: 'app-category',
    step: 'app-details',
    title: 'Category',
    about: 'A category must be chosen in the portal.',
    run: ({ facts: { category } }) =>
      category === ''
        ? notYet('No category yet.', 'Enter the one that you choose in the portal.')
        : ok(`Category: ${category}.`),
  },
  {
    id: 'app-description',
    step: 'app-details',
    title: 'Description',
    about: 'The description is public: no private or personal purpose, nothing in development.',
    run({ facts: { description } }) {
      const word = UNFINISHED.exec(description)?.[0];
      return word
        ? warning(
            `The description says "${word}". TikTok refuses apps for private use or in development.`,
            'Describe what the finished product does for its users.',
          )
        : ok(
            description === '' ? 'The suggested text is used.' : 'Nothing in it speaks against it.',
          );
    },
  },
  {
    id: 'app-icon',
    step: 'app-details',
    title: 'Icon',
    about: '1024 x 1024 pixels, PNG or JPEG, at most 5 MB.',
    async run({ facts, picture }) {
      if (facts.iconAssetId === null) {
        return warning(
          'No icon has been chosen.',
          'Choose one from the Media Library, or download the one made from the initials and colours.',
        );
      }
      const icon = await picture(facts.iconAssetId);
      if (!icon.ok) return failed(icon.message, 'Choose another file.');
      const details = [
        { label: 'Format', value: icon.format },
        { label: 'Size', value: `${icon.width} x ${icon.height}, ${icon.bytes} bytes` },
      ];
      const faults = [
        icon.format !== 'png' && icon.format !== 'jpeg' && `it is ${icon.format}, not PNG or JPEG`,
        (icon.width !== ICON_SIDE || icon.height !== ICON_SIDE) &&
          `it has ${icon.width} x ${icon.height} pixels instead of 1024 x 1024`,
        icon.bytes > MAX_ICON_BYTES && 'it has more than 5 MB',
      ].filter((fault): fault is string => fault !== false);
      return faults.length === 0
        ? ok('The icon is as TikTok wants it.', details)
        : failed(
            `TikTok would refuse the icon: ${faults.join(', and ')}.`,
            'Export it anew with these numbers.',
            details,
          );
    },
  },
  {
    id: 'app-portal',
    step: 'app-details',
    title: 'Entered in the portal',
    about:
      'Confirm that the platform "Web" is ticked and that the values stand in TikTok’s portal.',
  },
];
