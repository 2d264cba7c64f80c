import { rulesExport, type RulesExport } from '../../../contracts/rules';

/** The rules of an exported file; null where the file is something else. */
export const readExport = (text: string): RulesExport | null => {
  try {
    return rulesExport.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
};
