import { Page } from '@strapi/strapi/admin';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { IntlProvider, type IntlShape, useIntl } from 'react-intl';

import { phraseBook, type Phrases, type Say } from '../../../contracts/phrase-book';
import type accounts from './en/accounts.json';
import type attention from './en/attention.json';
import type bulk from './en/bulk.json';
import type calendar from './en/calendar.json';
import type common from './en/common.json';
import type composer from './en/composer.json';
import type entry from './en/entry.json';
import type handover from './en/handover.json';
import type health from './en/health.json';
import type insights from './en/insights.json';
import type plan from './en/plan.json';
import type posts from './en/posts.json';
import type review from './en/review.json';
import type rules from './en/rules.json';
import type savedTexts from './en/savedTexts.json';
import type settings from './en/settings.json';
import type start from './en/start.json';
import { isLocale, messageId, prefixed } from './locales';

/** One file per subject and language: `<locale>/<subject>.json`, keys `subject.what`. */
export type TextSubject =
  | 'common'
  | 'settings'
  | 'accounts'
  | 'entry'
  | 'composer'
  | 'bulk'
  | 'calendar'
  | 'plan'
  | 'health'
  | 'posts'
  | 'handover'
  | 'attention'
  | 'review'
  | 'rules'
  | 'insights'
  | 'savedTexts';

/** Every key there is, from the English files. */
export type TextKey =
  | keyof typeof start
  | keyof typeof common
  | keyof typeof settings
  | keyof typeof accounts
  | keyof typeof entry
  | keyof typeof composer
  | keyof typeof bulk
  | keyof typeof calendar
  | keyof typeof plan
  | keyof typeof health
  | keyof typeof posts
  | keyof typeof handover
  | keyof typeof attention
  | keyof typeof review
  | keyof typeof rules
  | keyof typeof insights
  | keyof typeof savedTexts;

type Messages = Record<string, string>;

const load = async (locale: string, subject: TextSubject): Promise<Messages> => {
  const texts: { default: Messages } = await import(`./${locale}/${subject}.json`);
  return prefixed(texts.default);
};

/** English beneath the language, so that a text is never missing, even if the language cannot load. */
export const loadAll = async (
  locale: string,
  subjects: readonly TextSubject[],
): Promise<Messages> => {
  const all = ['common' as const, ...subjects];
  const english = all.map((subject) => load('en', subject));
  const own =
    isLocale(locale) && locale !== 'en'
      ? all.map((subject) => load(locale, subject).catch((): Messages => ({})))
      : [];
  return Object.assign({}, ...(await Promise.all([...english, ...own]))) as Messages;
};

/** What the server's sentences are in each language that was loaded. */
const phrases = new Map<string, Phrases>();

/** The server speaks English; what it says is worded in the language, where it can be loaded. */
const loadPhrases = async (locale: string): Promise<void> => {
  if (!isLocale(locale) || locale === 'en' || phrases.has(locale)) return;
  try {
    const book: { default: Phrases } = await import(`../../../contracts/phrases/${locale}.json`);
    phrases.set(locale, book.default);
  } catch {
    // English is better than no page.
  }
};

const UNSPACED = ['ja', 'zh-Hans'];
const says = new WeakMap<IntlShape, Say>();

const sayIn = (intl: IntlShape): Say => {
  const known = says.get(intl);
  if (known) return known;
  const say = phraseBook(phrases.get(intl.locale) ?? {}, {
    moment: (iso) => intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short' }),
    number: (value) => intl.formatNumber(value),
    unspaced: UNSPACED.includes(intl.locale),
  });
  says.set(intl, say);
  return say;
};

interface TextsProps {
  /** The subjects whose texts are used inside; `common` is always there. A constant, not a literal. */
  subjects: readonly TextSubject[];
  /** False where nothing is shown that the server says in sentences. */
  saysServer?: boolean;
  /** Shown until the texts are there; Strapi's page loader if absent. */
  loading?: ReactNode;
  children: ReactNode;
}

interface Loaded {
  locale: string;
  messages: Messages | null;
}

/**
 * Loads the texts of the given subjects in the administrator's language and makes them known to
 * everything inside, beside Strapi's own. Wrap each lazily loaded page, panel or modal in it.
 */
export const Texts = ({
  subjects,
  saysServer = true,
  loading = <Page.Loading />,
  children,
}: TextsProps) => {
  const outer = useIntl();
  const [loaded, setLoaded] = useState<Loaded | 'failed' | null>(null);
  const { locale } = outer;

  useEffect(() => {
    let current = true;
    Promise.all([loadAll(locale, subjects), saysServer && loadPhrases(locale)]).then(
      ([messages]) => current && setLoaded({ locale, messages }),
      () => current && setLoaded('failed'),
    );
    return () => {
      current = false;
    };
  }, [locale, subjects, saysServer]);

  const messages = useMemo(
    () => (loaded && loaded !== 'failed' ? { ...outer.messages, ...loaded.messages } : null),
    [loaded, outer.messages],
  );

  if (loaded === 'failed') return <Page.Error />;
  if (!messages) return <>{loading}</>;
  return (
    <IntlProvider
      locale={locale}
      messages={messages as Messages}
      defaultLocale={outer.defaultLocale}
      timeZone={outer.timeZone}
      onError={outer.onError}
      textComponent="span"
    >
      {children}
    </IntlProvider>
  );
};

export type TextValues = Record<string, string | number | boolean | Date | null | undefined>;
type RichValues = Record<string, TextValues[string] | ((chunks: ReactNode[]) => ReactNode)>;

export interface TextTools {
  /** A text in the administrator's language: `t('settings.saved', { count: 2 })`. */
  t: (key: TextKey, values?: TextValues) => string;
  /** The same with elements in it: `rich('x', { link: (chunks) => <a …>{chunks}</a> })`. */
  rich: (key: TextKey, values: RichValues) => ReactNode;
  /** Date and time in the administrator's language; in the browser's zone unless one is given. */
  dateTime: (iso: string, timeZone?: string) => string;
  number: (value: number) => string;
  /** What the server said, in the administrator's language. */
  said: Say;
}

/** The texts inside `<Texts>`. */
export const useTexts = (): TextTools => {
  const intl = useIntl();
  return useMemo(
    () => ({
      t: (key, values) => intl.formatMessage({ id: messageId(key), defaultMessage: key }, values),
      rich: (key, values) =>
        intl.formatMessage<ReactNode>({ id: messageId(key), defaultMessage: key }, values),
      dateTime: (iso, timeZone) =>
        intl.formatDate(iso, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
      number: (value) => intl.formatNumber(value),
      said: sayIn(intl),
    }),
    [intl],
  );
};
