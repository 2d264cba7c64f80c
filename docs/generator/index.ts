import { errors } from './errors';
import { httpApi } from './http-api';
import { openApi } from './openapi';
import { troubleshooting } from './troubleshooting';

/** The pages that are made from the sources: file name in docs/ to content. */
export const generatedPages = (): Record<string, string> => ({
  'http-api.md': httpApi(),
  'openapi.json': openApi(),
  'errors.md': errors(),
  'troubleshooting.md': troubleshooting(),
});
