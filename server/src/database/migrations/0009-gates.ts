import { z } from 'zod';

import { id, instant, integer, line, required, text } from '../columns';
import { type Migration } from '../schema-changes';

const pause = z.object({ subject: z.string(), until: z.coerce.number(), reason: z.string() });
/** `account:7`, `drafts:7`, `app:aw123`: whom TikTok's cap concerned. */
const subjectOf = /^(account|drafts|app):(.+)$/s;

/** What keeps posts from being sent; the pauses that are in force are among it. */
export const gates: Migration = {
  name: '0009-gates',
  async up({ createTable, rows }) {
    const now = Date.now();
    await createTable(
      'tiktok_gates',
      {
        id,
        subject: required(line),
        account_id: integer,
        share_type: line,
        client_key: line,
        closed_since: required(instant),
        opens_at: required(instant),
        reason: required(text),
      },
      [
        { name: 'tiktok_gates_subject', columns: ['subject'], unique: true },
        { name: 'tiktok_gates_account', columns: ['account_id'] },
      ],
    );
    // There is one for each account at most. A process of the former version still reads them.
    const pauses = z.array(pause).parse(await rows('tiktok_pauses').select());
    for (const { subject, until, reason } of pauses) {
      const [, kind, name = ''] = subjectOf.exec(subject) ?? [];
      if (kind === undefined) continue;
      const shareType = kind === 'drafts' ? 'inbox' : 'direct_post';
      const gate =
        kind === 'app'
          ? { subject, client_key: name }
          : {
              subject: `account:${name}:${shareType}`,
              account_id: Number(name),
              share_type: shareType,
            };
      await rows('tiktok_gates')
        .insert({ ...gate, closed_since: now, opens_at: until, reason })
        .onConflict('subject')
        .ignore();
    }
  },
};
