import { type Language } from '../../handover';
import { type Need } from '../needs';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import { ptBR } from './pt-br';
import { zhHans } from './zh-hans';

/** What the mails say; `{…}` is filled in. */
export interface MailTexts {
  /** {count} */
  subject: string;
  /** {site} */
  intro: string;
  needs: Record<Need, string>;
  /** {count} {url} */
  more: string;
  why: string;
  reminderSubject: string;
  /** {account} */
  reminderIntro: string;
  /** {time} */
  reminderUntil: string;
  testSubject: string;
  /** {code} */
  testBody: string;
}

const TEXTS: Record<Language, MailTexts> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  'zh-Hans': zhHans,
};

export const mailTextsOf = (language: Language): MailTexts => TEXTS[language];
