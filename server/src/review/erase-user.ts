import { type Core } from '@strapi/strapi';

import { type Eraser } from '../accounts';
import { table } from '../database/tables';

/** The one check that lists accounts by name; the next run finds it anew without the erased one. */
const NAMES_ACCOUNTS = 'scopes-granted';

/** What the review page keeps of a TikTok user: the account's name in a finding, TikTok's words about it. */
export const createUserEraser =
  (strapi: Core.Strapi): Eraser =>
  async ({ accountId }) => {
    const results: number = await table(strapi, 'tiktok_review_results')
      .where({ check_id: NAMES_ACCOUNTS })
      .delete();
    await table(strapi, 'tiktok_review_test_runs')
      .where({ account_id: accountId })
      .update({ refusal: null });
    return { review: results };
  };
