import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { ACTIONS } from './permissions';
import { postState } from './posts';

/** What the Content Manager's list shows of one entry: its newest post that says something. */
export const entryState = z.object({
  state: postState,
  /** When it was sent, else shall be sent, else was made; ISO 8601. */
  at: z.string(),
  postId: z.number().int(),
  /** Posts of this entry that the caller may see, cancelled ones left out unless all are. */
  count: z.number().int(),
});
export type EntryState = z.output<typeof entryState>;

export const listColumn = defineEndpoint({
  method: 'POST',
  path: '/list-column',
  handler: 'listColumn.states',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts] },
  reads: ['posts'],
  summary:
    "Where the entries of one page of the Content Manager's list stand on TikTok. Entries without posts, and those that the caller may not read, are left out.",
  body: z.object({
    uid: z.string().max(200),
    documentIds: z.array(z.string().max(100)).min(1).max(100),
    locale: z.string().max(20).nullable(),
  }),
  response: z.object({ states: z.record(z.string(), entryState) }),
});

/**
 * The filter that the plugin adds to the Content Manager's list, as it stands in the address:
 * `filters[$and][0][__tiktok][$eq]=no`. Not an attribute of any type: the server takes it out of the
 * query and narrows the list by it.
 */
export const LIST_FILTER = '__tiktok';
export const listFilterValue = z.enum(['yes', 'no']);
export type ListFilterValue = z.output<typeof listFilterValue>;
