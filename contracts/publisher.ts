import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { GREATEST } from './ids';
import { ACTIONS } from './permissions';
import { postReason } from './posts';

export const webhook = defineEndpoint({
  method: 'POST',
  path: '/webhook',
  handler: 'webhook.receive',
  access: { public: "TikTok's signature over the raw body" },
  summary: "TikTok's events. Answers 200 at once, 401 when the signature is wrong.",
  response: null,
});

export const tick = defineEndpoint({
  method: 'POST',
  path: '/tick',
  handler: 'tick.run',
  access: { public: "the tick token from the plugin's configuration, as a Bearer token" },
  summary: 'Does the work of one tick, for hosts that sleep between requests.',
  response: z.object({ claimed: z.number().int() }),
});

export const readMetrics = defineEndpoint({
  method: 'GET',
  path: '/metrics',
  handler: 'metrics.find',
  access: { public: "the metrics token from the plugin's configuration, as a Bearer token" },
  summary:
    "The publisher's figures as text in Prometheus' format (docs/operations.md says what each means). 404 where no token is configured, 401 without it.",
  response: null,
});

export const health = defineEndpoint({
  method: 'GET',
  path: '/health',
  handler: 'posts.health',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.readSettings] },
  reads: ['posts', 'settings'],
  summary: 'The publisher: last tick, backlog, clock skew, and what keeps it from working.',
  response: z.object({
    engine: z.enum(['database', 'bullmq']),
    /** What BullMQ's queue last said to this process; null: there is none, or it was not asked yet. */
    queue: z.enum(['working', 'paused', 'unreachable']).nullable(),
    lastTickAt: z.string().nullable(),
    due: z.number().int(),
    working: z.number().int(),
    clockSkewMs: z.number().nullable(),
    stopped: postReason.nullable(),
    /**
     * Events of TikTok, of those that are kept, that spoke of a post in the name of another user than
     * its own. They changed nothing; more than a few are worth a look at who knows the Client Secret.
     */
    strangeEvents: z.number().int(),
    /** TikTok fails for many, or has lately; null: nothing waits for that. */
    outage: z
      .object({
        since: z.string(),
        /** When one post is tried by itself; null: TikTok works again. */
        retryAt: z.string().nullable(),
        /** Posts that wait for its end, or that TikTok failed meanwhile. */
        waiting: z.number().int(),
      })
      .nullable(),
  }),
});

export const resumeAfterOutage = defineEndpoint({
  method: 'POST',
  path: '/outage/resume',
  handler: 'posts.resumeAfterOutage',
  access: { admin: [ACTIONS.publishPosts] },
  changes: ['posts'],
  meanwhile: { unversioned: 'each post is judged as it stands' },
  summary:
    "Sends what TikTok's outage held back or failed, none twice, each only if the person may send it: a lot of at most 50 posts a call, and none is begun after ten seconds. `next` says where the next call goes on. The first is tried alone; when TikTok takes it the others follow.",
  body: z.object({
    /** `next` of the call before; absent: from the beginning. */
    after: z.number().int().min(0).max(GREATEST).default(0),
  }),
  response: z.object({
    /** Posts that were scheduled at once. */
    sent: z.number().int(),
    /** Posts that wait still: not this person's to send, or beyond this lot. */
    left: z.number().int(),
    /** For `after` of the next call; null: every one has been come to. */
    next: z.number().int().nullable(),
  }),
});

export const settleInstallation = defineEndpoint({
  method: 'POST',
  path: '/installation',
  handler: 'posts.settleInstallation',
  access: { admin: [ACTIONS.changeSettings] },
  changes: ['settings', 'accounts', 'posts'],
  meanwhile: { unversioned: 'it is taken only while the question stands' },
  summary:
    "An administrator's word on a database that came up under another address (`health.stopped`, code `another_installation`): `moved` goes on here; `copy` forgets the TikTok tokens and holds every post that waits, because the original site sends them.",
  body: z.object({ verdict: z.enum(['moved', 'copy']) }),
  response: z.object({
    /** Accounts whose tokens were forgotten, and posts held. */
    forgottenAccounts: z.number().int(),
    heldPosts: z.number().int(),
  }),
});
