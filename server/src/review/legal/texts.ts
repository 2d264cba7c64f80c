import { type LegalLocale } from '../../../../contracts/review-view';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { type LegalTexts } from './facts';
import { fr } from './fr';
import { ja } from './ja';
import { ptBR } from './pt-br';
import { zhHans } from './zh-hans';

/** The same pages in every language, section by section; English is the one to compare with. */
export const LEGAL_TEXTS: Record<LegalLocale, LegalTexts> = {
  en,
  de,
  es,
  fr,
  ja,
  'pt-BR': ptBR,
  'zh-Hans': zhHans,
};
