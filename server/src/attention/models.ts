import { type Model } from '../subject';

const required = (type: string) => ({ type, column: { notNullable: true } });

/** Whether and whom we tell by e-mail, and the proof that mails arrive. One row, slot `main`. */
const notificationsTable: Model = {
  uid: 'plugin::tiktok.notification',
  tableName: 'tiktok_notifications',
  singularName: 'tiktok-notification',
  attributes: {
    id: { type: 'increments' },
    slot: required('string'),
    version: required('integer'),
    data: required('text'),
  },
  indexes: [{ name: 'tiktok_notifications_slot', columns: ['slot'], type: 'unique' }],
};

/** What somebody is to be told of with their next mail; deleted when the mail is out. */
export const noticesTable: Model = {
  uid: 'plugin::tiktok.notice',
  tableName: 'tiktok_notices',
  singularName: 'tiktok-notice',
  attributes: {
    id: { type: 'increments' },
    /** `user:<admin user id>` or `creator:<account id>`; no address is stored here. */
    recipient: required('string'),
    need: required('string'),
    postId: { type: 'integer' },
    accountId: { type: 'integer' },
    createdAt: required('biginteger'),
  },
  indexes: [{ name: 'tiktok_notices_recipient', columns: ['recipient'] }],
};

/** When each recipient last got a mail, in the database's time. Winning the row is the right to send. */
const turnsTable: Model = {
  uid: 'plugin::tiktok.mail-turn',
  tableName: 'tiktok_mail_turns',
  singularName: 'tiktok-mail-turn',
  attributes: {
    id: { type: 'increments' },
    recipient: required('string'),
    mailedAt: required('biginteger'),
  },
  indexes: [{ name: 'tiktok_mail_turns_recipient', columns: ['recipient'], type: 'unique' }],
};

export const models = [notificationsTable, noticesTable, turnsTable];
