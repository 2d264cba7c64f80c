import { type PostState, type PrivacyLevel } from '../../../../contracts/posts';
import { type Language } from '../languages';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { ja } from './ja';
import { ptBR } from './pt-br';
import { zhHans } from './zh-hans';

/** What the pages say; `{…}` is filled in. */
export interface PageTexts {
  /** {account} */
  handoverTitle: string;
  handoverIntro: string;
  caption: string;
  title: string;
  description: string;
  noCaption: string;
  copy: string;
  copied: string;
  stepsTitle: string;
  stepsVideo: readonly string[];
  stepsPhoto: readonly string[];
  /** {time} */
  expires: string;

  /** {account} */
  previewTitle: string;
  previewIntro: string;
  account: string;
  state: string;
  planned: string;
  /** {time} {zone} */
  plannedAt: string;
  notPlanned: string;
  withEntry: string;
  way: string;
  direct: string;
  inbox: string;
  media: string;
  /** {number} */
  picture: string;
  notShown: string;
  whoCanSee: string;
  privacy: Record<PrivacyLevel, string>;
  allowed: string;
  none: string;
  comment: string;
  duet: string;
  stitch: string;
  labels: string;
  yourBrand: string;
  brandedContent: string;
  aiGenerated: string;
  states: Record<PostState, string>;
}

const TEXTS: Record<Language, PageTexts> = {
  en,
  de,
  fr,
  es,
  'pt-BR': ptBR,
  ja,
  'zh-Hans': zhHans,
};

export const textsOf = (language: Language): PageTexts => TEXTS[language];
