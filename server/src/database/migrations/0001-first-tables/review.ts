import { id, instant, integer, line, required, text } from '../../columns';
import { type SchemaChanges } from '../../schema-changes';

export const review = async ({ createTable }: SchemaChanges): Promise<void> => {
  await createTable(
    'tiktok_review_facts',
    {
      id,
      slot: required(line),
      version: required(integer),
      facts: text,
      properties: text,
      clip_asset_id: integer,
      updated_at: instant,
    },
    [{ name: 'tiktok_review_facts_slot_unique', columns: ['slot'], unique: true }],
  );
  await createTable(
    'tiktok_review_results',
    {
      id,
      mode: required(line),
      check_id: required(line),
      found: text,
      ran_at: instant,
    },
    [
      {
        name: 'tiktok_review_results_mode_check_unique',
        columns: ['mode', 'check_id'],
        unique: true,
      },
    ],
  );
  await createTable(
    'tiktok_review_confirmations',
    {
      id,
      mode: required(line),
      check_id: required(line),
      by_id: integer,
      by_name: required(line),
      at: instant,
    },
    [
      {
        name: 'tiktok_review_confirmations_mode_check_unique',
        columns: ['mode', 'check_id'],
        unique: true,
      },
    ],
  );
  await createTable(
    'tiktok_review_legal',
    {
      id,
      kind: required(line),
      locale: required(line),
      markdown: text,
      published: required(integer),
      updated_at: instant,
    },
    [{ name: 'tiktok_review_legal_kind_locale_unique', columns: ['kind', 'locale'], unique: true }],
  );
  await createTable('tiktok_review_test_runs', {
    id,
    mode: required(line),
    kind: required(line),
    account_id: integer,
    post_id: integer,
    refusal: text,
    by_name: required(line),
    at: instant,
  });
};
