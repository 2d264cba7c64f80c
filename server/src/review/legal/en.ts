import { type LegalFacts, type LegalTexts } from './facts';
import { dataRows, isMeasured, TIKTOK_PAGES } from './parts';

const data = (facts: LegalFacts): string =>
  dataRows(facts, {
    'user.info.basic': 'your TikTok identifier for this app (open_id), display name and avatar',
    'user.info.profile': 'your handle, bio, verified mark and profile link',
    'user.info.stats': 'the number of your followers, likes and videos',
    'video.list': 'the list of your public videos, with their views, likes, comments and shares',
    'video.upload': 'the drafts that we send to your TikTok inbox on your order, with their state',
    'video.publish':
      'the posts that we publish on your order, with their settings and state, and what TikTok lets your account choose',
  });

const kept = (days: number | null): string =>
  days === null ? 'until you ask us to delete it' : `for ${days} days`;

const keptMonths = (months: number | null): string =>
  months === null ? 'until you ask us to delete them' : `for ${months} months`;

const measured = (facts: LegalFacts): string =>
  isMeasured(facts)
    ? ` The numbers of your followers, likes and videos, and the views, likes, comments and shares of your public videos, are noted from time to time to show how they develop, and kept ${keptMonths(facts.insightsMonths)}.`
    : '';

/** The complete texts. A draft for a lawyer, from the site's own facts. */
export const en: LegalTexts = {
  titles: {
    privacy: 'Privacy Policy',
    terms: 'Terms of Service',
    deletion: 'How to have your data deleted',
  },
  draftNote:
    'Draft for a lawyer: made from the facts of this site by a program, not legal advice. Have it read before you rely on it.',

  privacy: (facts) => `# Privacy Policy of ${facts.app}

## Who we are

${facts.app} (${facts.website}) is operated by ${facts.company}, ${facts.address}, ${facts.country}. For anything about your data write to ${facts.email}.

## TikTok data that we process

${facts.app} lets you connect your TikTok account and publish your own videos and photos. You connect it on TikTok's own page; we never see your TikTok password. With your permission we receive from TikTok, and store:

${data(facts)}
- access and refresh tokens, which are stored encrypted and never shown to anyone

## What we use it for

Only to show you which account is connected, to send what you chose to TikTok when you press the button, and to show you what became of it. The legal basis is the contract with you and your consent, which you give on TikTok's page and with each post. We do not sell this data, do not use it for advertising, and do not make profiles from it.

## Who receives it

TikTok receives the videos, photos, captions and settings that you post; TikTok's own privacy policy applies there (${TIKTOK_PAGES.privacy}). Our hosting provider stores the data on our behalf. Nobody else receives it, unless the law obliges us.

## How long we keep it

Tokens are kept until you disconnect. The record of a finished post is kept ${kept(facts.timelineDays)}. Messages from TikTok about posts are kept for ${facts.webhookDays} days.${measured(facts)}

## How to have it deleted

You can disconnect your TikTok account at any time in ${facts.app}, or in the TikTok app under Settings and privacy > Security and permissions > Apps and services. Disconnecting revokes our access at TikTok and deletes the tokens. To have everything else deleted, write to ${facts.email}; see ${facts.pages.deletion}.

## Your rights

You may ask for access, correction, deletion, restriction and a copy of your data, object to its processing, withdraw a consent, and complain to your data protection authority.

## Changes

We publish changes of this policy on this page.
`,

  terms: (facts) => `# Terms of Service of ${facts.app}

## The service

${facts.app} (${facts.website}) is operated by ${facts.company}, ${facts.address}, ${facts.country}. It lets you manage videos and photos and send them to a TikTok account that you connect. By using it you accept these terms.

## Your account

You must be old enough to hold a TikTok account, and entitled to post with the account that you connect. Keep your sign-in to yourself.

## Your content

What you post stays yours. You answer for having the rights in it, for the music in it, and for disclosing advertising. When you post through ${facts.app}, TikTok's terms apply too, among them the Music Usage Confirmation (${TIKTOK_PAGES.music}) and, for branded content, the Branded Content Policy (${TIKTOK_PAGES.branded}).

## What you must not do

Do not post what breaks the law, the rights of others or TikTok's Community Guidelines. Do not post other people's content as yours. Do not get around limits of ${facts.app} or of TikTok.

## TikTok

${facts.app} uses TikTok's programming interfaces and is neither made nor endorsed by TikTok. TikTok may refuse, limit or remove posts, or change its interfaces. We have no influence on that.

## Availability and liability

We run the service with care, but promise no uninterrupted operation. We are liable as the law provides; nothing here limits rights that the law gives you as a consumer.

## Ending

You may stop at any time and have your data deleted: ${facts.pages.deletion}. We may close accounts that break these terms.

## Privacy

How we handle your data is in our privacy policy: ${facts.pages.privacy}.

## Law and contact

The law of ${facts.country} applies, as far as mandatory law of your own country does not. Contact: ${facts.email}.
`,

  deletion: (facts) => `# How to have your data deleted from ${facts.app}

1. **Disconnect TikTok.** In ${facts.app} open the accounts and choose "Disconnect". Or in the TikTok app: Profile > menu > Settings and privacy > Security and permissions > Apps and services > ${facts.app} > Remove access. Our access ends at once and the tokens are deleted.
2. **Ask for deletion.** Write to ${facts.email} from the address that you use with us, and name your TikTok handle. We erase the profile data, the avatar, captions and settings of your posts, and their history.
3. **What we answer.** We confirm the deletion within 30 days, with a list of what was erased.

Posts that are already on TikTok stay there until you delete them in the TikTok app: we cannot delete them for you.

More in our privacy policy: ${facts.pages.privacy}.
`,
};
