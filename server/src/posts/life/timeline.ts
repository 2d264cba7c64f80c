import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { nowMsSql } from '../../database/clock';
import { table, type Transaction } from '../../database/tables';
import { type Write } from '../../database/together';
import { type PostRow, timelineRow, type TimelineRow } from './rows';

/** One line of a post's history. `message` is read by editors and never holds a secret. */
export interface TimelineNote {
  code: string;
  message: string;
  actor: string;
  logId?: string | undefined;
}

export interface StateChange {
  from: PostRow['state'] | null;
  to: PostRow['state'] | null;
}

/** A line of the history, to be written together with the change it tells of. */
export const timelineLine = (
  strapi: Core.Strapi,
  postId: number,
  change: StateChange,
  note: TimelineNote,
): Extract<Write, { insert: string }> => ({
  insert: 'tiktok_timeline',
  row: {
    post_id: postId,
    at: nowMsSql(strapi.db.connection),
    from_state: change.from,
    to_state: change.to,
    code: note.code,
    message: note.message,
    actor: note.actor,
    log_id: note.logId ?? null,
  },
});

/** Appends a line within the transaction that makes the change it tells of. */
export const appendToTimeline = async (
  strapi: Core.Strapi,
  trx: Transaction,
  postId: number,
  change: StateChange,
  note: TimelineNote,
): Promise<void> => {
  const { insert, row } = timelineLine(strapi, postId, change, note);
  await table(strapi, insert, trx).insert(row);
};

/** So many lines of a history are shown at most, the newest. */
const SHOWN = 200;

/** A post's history, oldest first. */
export const readTimeline = async (strapi: Core.Strapi, postId: number): Promise<TimelineRow[]> =>
  z
    .array(timelineRow)
    .parse(
      await table(strapi, 'tiktok_timeline')
        .where({ post_id: postId })
        .orderBy('id', 'desc')
        .limit(SHOWN),
    )
    .reverse();
