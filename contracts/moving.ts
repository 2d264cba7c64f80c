import { z } from 'zod';

import { rulesExport } from './rules';
import { savedTextInput } from './saved-texts';
import { settingsInput } from './settings';

/**
 * Settings that mean the same on another site. What belongs to a place stays: whether and in which
 * mode TikTok is used, what TikTok has audited, addresses, and every secret.
 */
export const movingSettings = settingsInput
  .pick({
    shareType: true,
    allowInbox: true,
    allowDirectPost: true,
    profileCard: true,
    insights: true,
    transfer: true,
    approval: true,
    retention: true,
  })
  .partial();

/** What of the plugin travels from one site to another, without ids and without anything secret. */
export const siteExport = z.object({
  format: z.literal('strapi-plugin-tiktok/site@1'),
  settings: movingSettings,
  rules: rulesExport,
  /** Those shared with everybody; a person's own stay with the person. */
  savedTexts: z.array(savedTextInput.omit({ shared: true })).max(5_000),
});
export type SiteExport = z.output<typeof siteExport>;
