import { id, instant, integer, line, required, text } from '../../columns';
import { type SchemaChanges } from '../../schema-changes';

export const people = async ({ createTable }: SchemaChanges): Promise<void> => {
  await createTable(
    'tiktok_feeds',
    {
      id,
      user_id: required(integer),
      token_hash: required(line),
      key_id: required(line),
      created_at: required(instant),
    },
    [
      { name: 'tiktok_feeds_user', columns: ['user_id'], unique: true },
      { name: 'tiktok_feeds_token', columns: ['token_hash'], unique: true },
    ],
  );
  await createTable(
    'tiktok_posting_times',
    {
      id,
      account_id: required(integer),
      weekday: required(integer),
      time: required(line),
    },
    [{ name: 'tiktok_posting_times_account', columns: ['account_id'] }],
  );
  await createTable(
    'tiktok_links',
    {
      id,
      kind: required(line),
      post_id: required(integer),
      token_hash: required(line),
      key_id: required(line),
      expires_at: required(instant),
      revoked_at: instant,
      created_by_id: integer,
      created_by_name: line,
      created_at: required(instant),
    },
    [
      { name: 'tiktok_links_token', columns: ['token_hash'], unique: true },
      { name: 'tiktok_links_post', columns: ['post_id'] },
    ],
  );
  await createTable(
    'tiktok_saved_texts',
    {
      id,
      kind: required(line),
      name: required(line),
      text: required(text),
      shared: required(integer),
      owner_id: required(integer),
      owner_name: line,
      updated_at: required(instant),
    },
    [{ name: 'tiktok_saved_texts_owner', columns: ['owner_id'] }],
  );
  await createTable(
    'tiktok_notifications',
    {
      id,
      slot: required(line),
      version: required(integer),
      data: required(text),
    },
    [{ name: 'tiktok_notifications_slot', columns: ['slot'], unique: true }],
  );
  await createTable(
    'tiktok_notices',
    {
      id,
      recipient: required(line),
      need: required(line),
      post_id: integer,
      account_id: integer,
      created_at: required(instant),
    },
    [{ name: 'tiktok_notices_recipient', columns: ['recipient'] }],
  );
  await createTable(
    'tiktok_mail_turns',
    {
      id,
      recipient: required(line),
      mailed_at: required(instant),
    },
    [{ name: 'tiktok_mail_turns_recipient', columns: ['recipient'], unique: true }],
  );
};
