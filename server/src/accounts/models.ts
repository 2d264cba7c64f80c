import { type Model } from '../subject';

export const ACCOUNT_UID = 'plugin::tiktok.account';
export const ACCOUNTS_TABLE = 'tiktok_accounts';
export const OAUTH_STATE_UID = 'plugin::tiktok.oauth-state';
export const OAUTH_STATES_TABLE = 'tiktok_oauth_states';

/** Times are epoch milliseconds. Tokens are sealed under `account_key`. */
const accountModel: Model = {
  uid: ACCOUNT_UID,
  tableName: ACCOUNTS_TABLE,
  singularName: 'account',
  attributes: {
    id: { type: 'increments' },
    /** Client Key and open_id in one: what makes an account, and what its tokens are sealed with. */
    accountKey: { type: 'string', column: { notNullable: true } },
    clientKey: { type: 'string', column: { notNullable: true } },
    /** TikTok's id of the user for this app, verbatim. */
    openId: { type: 'string', column: { notNullable: true } },
    /** TikTok's id of the user for this developer; survives a change of the Client Key. */
    unionId: { type: 'string' },
    mode: { type: 'string', column: { notNullable: true } },

    nickname: { type: 'string' },
    handle: { type: 'string' },
    verified: { type: 'boolean' },
    avatarUrl: { type: 'text' },
    counters: { type: 'json' },
    profileAt: { type: 'biginteger' },

    label: { type: 'string' },
    timeZone: { type: 'string' },
    roleIds: { type: 'json' },
    /** Where the creator is reminded of drafts in the inbox. */
    creatorEmail: { type: 'string' },
    grantedScopes: { type: 'json' },

    state: { type: 'string', column: { notNullable: true } },
    stateReason: { type: 'text' },
    connectedAt: { type: 'biginteger' },
    connectedBy: { type: 'string' },
    erasedAt: { type: 'biginteger' },

    accessToken: { type: 'text' },
    refreshToken: { type: 'text' },
    accessExpiresAt: { type: 'biginteger' },
    /** What TikTok said the token's life was, to know how far ahead to renew it. */
    accessLifeMs: { type: 'biginteger' },
    refreshExpiresAt: { type: 'biginteger' },
    refreshLifeMs: { type: 'biginteger' },
    refreshedAt: { type: 'biginteger' },
    /** Goes up with every stored pair; a pair is stored by compare-and-set on it. */
    tokenVersion: { type: 'integer', column: { notNullable: true } },

    /** The lease of the one refresh that may run, in the database's time. */
    refreshLeaseOwner: { type: 'string' },
    refreshLeaseUntil: { type: 'biginteger' },
    /** Since when a refresh is suspected to hang in a process that lost its lease. */
    refreshOrphanedAt: { type: 'biginteger' },
  },
  indexes: [
    { name: 'tiktok_accounts_key_unique', columns: ['account_key'], type: 'unique' },
    { name: 'tiktok_accounts_state_index', columns: ['state'] },
  ],
};

/** One begun connection. The state that travels is random; here stands only its hash. */
const oauthStateModel: Model = {
  uid: OAUTH_STATE_UID,
  tableName: OAUTH_STATES_TABLE,
  singularName: 'oauth-state',
  attributes: {
    id: { type: 'increments' },
    nonceHash: { type: 'string', column: { notNullable: true } },
    /** PKCE verifier, sealed; null for a web redirect. */
    verifier: { type: 'text' },
    adminUserId: { type: 'integer', column: { notNullable: true } },
    clientKey: { type: 'string', column: { notNullable: true } },
    mode: { type: 'string', column: { notNullable: true } },
    redirectUri: { type: 'text' },
    /** The account to reconnect; null: any. */
    accountId: { type: 'integer' },
    expiresAt: { type: 'biginteger', column: { notNullable: true } },
    consumedAt: { type: 'biginteger' },
  },
  indexes: [{ name: 'tiktok_oauth_states_nonce_unique', columns: ['nonce_hash'], type: 'unique' }],
};

/** Receipts: that something was erased, when, by whom and how much; nothing of what it was. */
const erasureModel: Model = {
  uid: 'plugin::tiktok.erasure',
  tableName: 'tiktok_erasures',
  singularName: 'erasure',
  attributes: {
    id: { type: 'increments' },
    receiptId: { type: 'string', column: { notNullable: true } },
    accountId: { type: 'integer' },
    erasedAt: { type: 'biginteger' },
    erasedBy: { type: 'string' },
    erased: { type: 'json' },
  },
  indexes: [{ name: 'tiktok_erasures_receipt_unique', columns: ['receipt_id'], type: 'unique' }],
};

export const models = [accountModel, oauthStateModel, erasureModel];
