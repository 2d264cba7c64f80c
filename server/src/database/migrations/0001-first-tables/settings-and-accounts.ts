import { flag, id, instant, integer, json, line, required, text } from '../../columns';
import { type SchemaChanges } from '../../schema-changes';

export const settingsAndAccounts = async ({ createTable }: SchemaChanges): Promise<void> => {
  await createTable(
    'tiktok_settings',
    {
      id,
      slot: required(line),
      version: required(integer),
      data: json,
      updated_at: instant,
    },
    [{ name: 'tiktok_settings_slot_unique', columns: ['slot'], unique: true }],
  );
  await createTable(
    'tiktok_apps',
    {
      id,
      mode: required(line),
      client_key: line,
      secret: text,
      secret_tail: line,
      previous_client_key: line,
      previous_secret: text,
      previous_until: instant,
      last_test: json,
      updated_at: instant,
    },
    [{ name: 'tiktok_apps_mode_unique', columns: ['mode'], unique: true }],
  );
  await createTable(
    'tiktok_accounts',
    {
      id,
      account_key: required(line),
      client_key: required(line),
      open_id: required(line),
      union_id: line,
      mode: required(line),
      nickname: line,
      handle: line,
      verified: flag,
      avatar_url: text,
      counters: json,
      profile_at: instant,
      label: line,
      time_zone: line,
      role_ids: json,
      creator_email: line,
      granted_scopes: json,
      state: required(line),
      state_reason: text,
      connected_at: instant,
      connected_by: line,
      erased_at: instant,
      access_token: text,
      refresh_token: text,
      access_expires_at: instant,
      access_life_ms: instant,
      refresh_expires_at: instant,
      refresh_life_ms: instant,
      refreshed_at: instant,
      token_version: required(integer),
      refresh_lease_owner: line,
      refresh_lease_until: instant,
      refresh_orphaned_at: instant,
    },
    [
      { name: 'tiktok_accounts_key_unique', columns: ['account_key'], unique: true },
      { name: 'tiktok_accounts_state_index', columns: ['state'] },
    ],
  );
  await createTable(
    'tiktok_oauth_states',
    {
      id,
      nonce_hash: required(line),
      verifier: text,
      admin_user_id: required(integer),
      client_key: required(line),
      mode: required(line),
      redirect_uri: text,
      account_id: integer,
      expires_at: required(instant),
      consumed_at: instant,
    },
    [{ name: 'tiktok_oauth_states_nonce_unique', columns: ['nonce_hash'], unique: true }],
  );
  await createTable(
    'tiktok_erasures',
    {
      id,
      receipt_id: required(line),
      account_id: integer,
      erased_at: instant,
      erased_by: line,
      erased: json,
    },
    [{ name: 'tiktok_erasures_receipt_unique', columns: ['receipt_id'], unique: true }],
  );
};
