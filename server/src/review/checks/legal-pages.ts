import { withoutTrailingSlashes } from '../../http/slashes';
import { type Check, type CheckContext, failed, type Found, notYet, ok, warning } from './check';
import { openPage } from './pages';

const TIKTOK = /tik\s*tok/i;
const DELETION =
  /delet|eras(e|ure)|remov(e|al)|lösch|suppri?m|suppress|effac|elimin|borr|suprim|exclu|apagar|remoção|削除|消去|删除|刪除/i;
const ENOUGH_WORDS = 300;

const legalPage = async (
  context: CheckContext,
  what: string,
  url: string | null,
  needs: readonly { pattern: RegExp; missing: string }[],
): Promise<Found> => {
  const opened = await openPage(context, what, url);
  if (!opened.ok) return opened.found;
  const { content, details } = opened;
  if (content.text.length < ENOUGH_WORDS) {
    return failed(
      `${what} holds almost no text (${content.text.length} characters) for who runs no scripts.`,
      'Put the whole text on the page itself.',
      details,
    );
  }
  const missing = needs.filter(({ pattern }) => !pattern.test(content.text));
  return missing.length === 0
    ? ok(`${what} can be read by anyone and says what TikTok looks for.`, details)
    : failed(
        `${what} ${missing.map((need) => need.missing).join(' and ')}.`,
        'Add it, or take the text that the generator below makes.',
        details,
      );
};

/** No more than a look for something like `name@host.tld` between two spaces. */
const namesAnEmail = (text: string): boolean =>
  text.split(/\s/).some((word) => {
    const at = word.indexOf('@');
    return at > 0 && word.indexOf('.', at + 2) > 0;
  });

const sameAddress = (one: string, other: string): boolean => {
  const bare = (text: string) =>
    withoutTrailingSlashes(text.split(/[#?]/, 1)[0] ?? '').toLowerCase();
  return bare(one) === bare(other);
};

export const legalPagesChecks: Check[] = [
  {
    id: 'legal-privacy',
    step: 'legal-pages',
    title: 'Privacy policy',
    about: 'Reachable over https without a login; names TikTok data and how to have it deleted.',
    run: (context) =>
      legalPage(context, 'The privacy policy', context.facts.privacyUrl, [
        { pattern: TIKTOK, missing: 'does not name TikTok' },
        { pattern: DELETION, missing: 'does not say how data is deleted' },
      ]),
  },
  {
    id: 'legal-terms',
    step: 'legal-pages',
    title: 'Terms of service',
    about: 'Reachable over https without a login.',
    run: (context) => legalPage(context, 'The terms of service', context.facts.termsUrl, []),
  },
  {
    id: 'legal-links',
    step: 'legal-pages',
    title: 'Linked from the website',
    about: 'Both pages must be linked from the website, visible without opening a menu.',
    async run(context) {
      const { privacyUrl, termsUrl, websiteUrl } = context.facts;
      if (!privacyUrl || !termsUrl) {
        return notYet('A legal page has no address yet.', 'Enter both addresses under the facts.');
      }
      const opened = await openPage(context, 'The website', websiteUrl);
      if (!opened.ok) return opened.found;
      const { anchors } = opened.content;
      const linkTo = (url: string) => anchors.filter(({ href }) => sameAddress(href, url));
      const judged = [
        { name: 'the privacy policy', links: linkTo(privacyUrl) },
        { name: 'the terms', links: linkTo(termsUrl) },
      ];
      const absent = judged.filter(({ links }) => links.length === 0).map(({ name }) => name);
      if (absent.length > 0) {
        return failed(
          `The website does not link to ${absent.join(' and ')}.`,
          'Link both from its first page, for example in the footer, with exactly the entered addresses. Links that only a script adds were not seen.',
          opened.details,
        );
      }
      const hidden = judged
        .filter(({ links }) => !links.some(({ visible, text }) => visible && text !== ''))
        .map(({ name }) => name);
      return hidden.length > 0
        ? failed(
            `The link to ${hidden.join(' and ')} is there, but hidden or without words.`,
            'Show it without a click: TikTok refuses links that stand in a menu only.',
            opened.details,
          )
        : ok('The website links to both pages.', opened.details);
    },
  },
  {
    id: 'legal-deletion',
    step: 'legal-pages',
    title: 'How to have data deleted',
    about: 'The privacy policy gives an address or a page where people ask for deletion.',
    async run(context) {
      const opened = await openPage(context, 'The privacy policy', context.facts.privacyUrl);
      if (!opened.ok) return opened.found;
      const way = namesAnEmail(opened.content.text);
      return way || opened.content.anchors.some(({ text }) => DELETION.test(text))
        ? ok('The privacy policy names a way to have data deleted.', opened.details)
        : warning(
            'The privacy policy names no e-mail address and links to no page for deletion.',
            'Add a contact address, or a link to the deletion instructions.',
            opened.details,
          );
    },
  },
  {
    id: 'legal-reviewed',
    step: 'legal-pages',
    title: 'Read by a lawyer',
    about:
      'Confirm that somebody who may give legal advice has read the pages. Generated texts are drafts.',
  },
];
