import { type Language, fill, saidIn } from '../handover';
import { type Need } from './needs';
import { mailTextsOf } from './texts';

/** More than anybody reads in one mail. */
const LINES = 20;

export interface MailItem {
  need: Need;
  /** The post's title, or the account's name. */
  title: string;
  account: string;
  /** In the server's words; null where there is nothing to say. */
  why: string | null;
  url: string;
}

export interface ReminderItem {
  title: string;
  account: string;
  url: string;
  expiresAt: string;
}

export interface MailContent {
  subject: string;
  text: string;
}

/** One line, so that a title can never look like a part of the mail. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What needs a hand, summed up for one person. */
export const summaryMail = (
  language: Language,
  items: readonly MailItem[],
  { site, listUrl }: { site: string; listUrl: string },
): MailContent => {
  const texts = mailTextsOf(language);
  const said = saidIn(language);
  const shown = items.slice(0, LINES).map(({ need, title, account, why, url }) => {
    const head = [texts.needs[need], oneLine(title), oneLine(account)].filter(Boolean).join(' | ');
    return [head, why && oneLine(said(why)), url].filter(Boolean).join('\n');
  });
  const left = items.length - shown.length;
  const more = left > 0 ? [fill(texts.more, { count: String(left), url: listUrl })] : [];
  return {
    subject: fill(texts.subject, { count: String(items.length) }),
    text: [fill(texts.intro, { site }), ...shown, ...more, texts.why].join('\n\n'),
  };
};

/** The reminder for a creator whose drafts wait in the TikTok app. */
export const reminderMail = (
  language: Language,
  items: readonly [ReminderItem, ...ReminderItem[]],
): MailContent => {
  const texts = mailTextsOf(language);
  const drafts = items.map(({ title, url, expiresAt }) => {
    const time = new Intl.DateTimeFormat(language, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    }).format(new Date(expiresAt));
    return [oneLine(title), url, fill(texts.reminderUntil, { time })].filter(Boolean).join('\n');
  });
  return {
    subject: texts.reminderSubject,
    text: [fill(texts.reminderIntro, { account: oneLine(items[0].account) }), ...drafts].join(
      '\n\n',
    ),
  };
};
