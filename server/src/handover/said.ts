import { phraseBook, type Phrases, type Say } from '../../../contracts/phrase-book';
import de from '../../../contracts/phrases/de.json';
import es from '../../../contracts/phrases/es.json';
import fr from '../../../contracts/phrases/fr.json';
import ja from '../../../contracts/phrases/ja.json';
import ptBR from '../../../contracts/phrases/pt-BR.json';
import zhHans from '../../../contracts/phrases/zh-Hans.json';
import { type Language } from './languages';

const PHRASES: Record<Language, Phrases> = {
  en: {},
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  'zh-Hans': zhHans,
};

const books = new Map<Language, Say>();

const bookOf = (language: Language): Say => {
  const time = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const numbers = new Intl.NumberFormat(language);
  return phraseBook(PHRASES[language], {
    moment: (iso) => `${time.format(new Date(iso))} (UTC)`,
    number: (value) => numbers.format(value),
    unspaced: language === 'ja' || language === 'zh-Hans',
  });
};

/** What the server says, for readers of mails, calendars and pages outside the admin; times in UTC. */
export const saidIn = (language: Language): Say => {
  const known = books.get(language) ?? bookOf(language);
  books.set(language, known);
  return known;
};
