import { type Core } from '@strapi/strapi';
import { z } from 'zod';

import { cleanTexts } from '../../../../contracts/clean-text';
import {
  type composedPost,
  draftedPost,
  type PostQuery,
  type PostSummary,
  type PostView,
} from '../../../../contracts/posts';
import { idempotencyKey } from '../../../../contracts/ids';
import { type Caller } from '../../http/handle';
import { notFound, Problem } from '../../http/problem';
import { type PostFilter } from '../life/post-store';
import { callerById } from '../../http/caller-by-id';
import { type PostRow } from '../life/rows';

const draft = draftedPost.extend({
  /** Ask for approval instead of leaving a draft. */
  forApproval: z.boolean().default(false),
  /** The same key twice is one post. */
  idempotencyKey,
});
export type NewDraft = z.input<typeof draft>;

/** As the route for lists has it: no caller takes the whole table into memory. */
const page = z.object({
  page: z.number().int().min(1).max(10_000).default(1),
  pageSize: z.number().int().min(1).max(100).default(25),
});

export interface OwnCodeFilter extends Pick<
  PostQuery,
  'uid' | 'documentId' | 'kind' | 'shareType'
> {
  state?: PostRow['state'][];
  accountIds?: number[];
  page?: number;
  /** At most 100. */
  pageSize?: number;
}

interface Doors {
  create: (
    caller: Caller,
    body: z.output<typeof composedPost> & { idempotencyKey: string },
  ) => Promise<PostRow>;
  cancel: (caller: Caller, id: number, version: number) => Promise<PostRow>;
  view: (caller: Caller, id: number) => Promise<PostView>;
  list: (
    caller: Caller,
    filter: PostFilter,
    page: number,
    pageSize: number,
  ) => Promise<{ posts: PostSummary[]; total: number }>;
}

const invalid = (what: string, error: z.ZodError): Problem => {
  const [issue] = error.issues;
  return new Problem({
    status: 400,
    code: 'invalid_request',
    message: `${what} is not valid: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}.`,
  });
};

/** Posts for the site's own code, with the rights of an administrator but never with their consent. */
export const createOwnCode = (strapi: Core.Strapi, doors: () => Doors) => ({
  /**
   * @param adminId the administrator in whose name and with whose rights it is done
   * @throws Problem `not_found` when there is none who may sign in
   */
  async as(adminId: number) {
    const person = await callerById(strapi, adminId);
    if (!person) throw notFound(`Administrator ${adminId}`);
    // Code gives nobody's consent.
    const caller: Caller = { ...person, isPerson: false };
    return {
      /** A draft, or a request for approval. @throws Problem as `POST /tiktok/posts` answers */
      async createDraft(input: NewDraft): Promise<PostView> {
        const parsed = draft.safeParse(cleanTexts(input));
        if (!parsed.success) throw invalid('The draft', parsed.error);
        const { at, forApproval, ...rest } = parsed.data;
        const when = forApproval
          ? { type: 'approval' as const, at }
          : { type: 'draft' as const, at };
        const post = await doors().create(caller, { ...rest, when, consent: null });
        return doors().view(caller, post.id);
      },

      /** Posts that the administrator may see, newest first. @throws Problem `invalid_request` */
      async list({ page: nth, pageSize: size, ...filter }: OwnCodeFilter = {}) {
        const parsed = page.safeParse({ page: nth, pageSize: size });
        if (!parsed.success) throw invalid('The page', parsed.error);
        return doors().list(caller, filter, parsed.data.page, parsed.data.pageSize);
      },

      /** One post. @throws Problem `not_found` */
      find: (id: number): Promise<PostView> => doors().view(caller, id),

      /** Cancels what TikTok has not got yet. @throws Problem `not_found`, `not_in_this_state` */
      async cancel(id: number): Promise<PostView> {
        const { version } = await doors().view(caller, id);
        await doors().cancel(caller, id, version);
        return doors().view(caller, id);
      },
    };
  },
});

export type OwnCode = Awaited<ReturnType<ReturnType<typeof createOwnCode>['as']>>;
