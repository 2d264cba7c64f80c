import { type Scope } from '../../../../contracts/settings';
import { type LegalFacts } from './facts';

/** TikTok's own pages that the texts of every language name. */
export const TIKTOK_PAGES = {
  privacy: 'https://www.tiktok.com/legal/privacy-policy',
  music: 'https://www.tiktok.com/legal/page/global/music-usage-confirmation/en',
  branded: 'https://www.tiktok.com/legal/page/global/bc-policy/en',
};

/** In the order of the lists; the first is always asked for. */
const ORDER: readonly Scope[] = [
  'user.info.basic',
  'user.info.profile',
  'user.info.stats',
  'video.list',
  'video.upload',
  'video.publish',
];

/** A list of what TikTok gives us, one line for each permission that this site asks for. */
export const dataRows = ({ scopes }: LegalFacts, rows: Record<Scope, string>): string =>
  ORDER.filter((scope) => scope === 'user.info.basic' || scopes.includes(scope))
    .map((scope) => `- ${rows[scope]} (\`${scope}\`)`)
    .join('\n');

/** Whether this site notes the counters of accounts and videos. */
export const isMeasured = ({ scopes }: LegalFacts): boolean =>
  scopes.includes('user.info.stats') || scopes.includes('video.list');
