import { type LegalLocale } from '../../../../contracts/review-view';
import { ja, zhHans } from './asian';
import { en } from './en';
import { de, es, fr, ptBR } from './european';
import { type LegalTexts } from './facts';

/** English is complete; the others are shorter frames for a lawyer of that language. */
export const LEGAL_TEXTS: Record<LegalLocale, LegalTexts> = {
  en,
  de,
  es,
  fr,
  ja,
  'pt-BR': ptBR,
  'zh-Hans': zhHans,
};
