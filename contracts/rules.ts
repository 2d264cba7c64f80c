import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idParams } from './ids';
import { ACTIONS } from './permissions';
import {
  ruleInput,
  ruleOutcome,
  ruleOverride,
  rulesExport,
  ruleType,
  ruleView,
  waiverInput,
} from './rule-shapes';
import { exactVersion, exactVersionQuery, seenVersion } from './versions';

export * from './rule-shapes';
export * from './type-words';

export const listRules = defineEndpoint({
  method: 'GET',
  path: '/rules',
  handler: 'rules.find',
  access: { admin: [ACTIONS.manageRules] },
  reads: ['rules'],
  summary: 'The rules by which entries post themselves, and the content types they may use.',
  response: z.object({ rules: z.array(ruleView), types: z.array(ruleType) }),
});

export const createRule = defineEndpoint({
  method: 'POST',
  path: '/rules',
  handler: 'rules.create',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: { unversioned: 'it makes a new rule' },
  summary: 'A new rule. It concerns what is published from now on.',
  body: ruleInput,
  response: z.object({ rule: ruleView }),
});

export const updateRule = defineEndpoint({
  method: 'PUT',
  path: '/rules/:id',
  handler: 'rules.update',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary:
    'Changes a rule; its posts are made in the name of whoever saved it last. A change of its type, media field, templates, conditions, accounts, Share Type, time or repetition ends its waiver.',
  params: idParams,
  body: ruleInput.extend(exactVersion),
  response: z.object({ rule: ruleView }),
});

export const deleteRule = defineEndpoint({
  method: 'DELETE',
  path: '/rules/:id',
  handler: 'rules.delete',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary: 'Deletes a rule. Posts that it has planned stay.',
  params: idParams,
  query: exactVersionQuery,
  response: z.object({ deleted: z.literal(true) }),
});

export const waiveApproval = defineEndpoint({
  method: 'POST',
  path: '/rules/:id/waiver',
  handler: 'rules.waive',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary:
    'Agrees to every Direct Post of a rule until a date, with the settings chosen in the audited form. Takes also the rights to approve and to publish.',
  params: idParams,
  body: waiverInput.extend(exactVersion),
  response: z.object({ rule: ruleView }),
});

export const endWaiver = defineEndpoint({
  method: 'DELETE',
  path: '/rules/:id/waiver',
  handler: 'rules.endWaiver',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: { unversioned: 'taking consent back must never be refused' },
  summary: 'Takes the waiver back: each Direct Post of the rule waits for approval again.',
  params: idParams,
  response: z.object({ rule: ruleView }),
});

export const setTypeSwitch = defineEndpoint({
  method: 'PUT',
  path: '/rules/types/:uid',
  handler: 'rules.setType',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary:
    "Whether entries of a content type may be posted; wins over the type's schema. Null goes by the schema again.",
  params: z.object({ uid: z.string().max(200) }),
  body: z.object({ ...seenVersion, enabled: z.boolean().nullable() }),
  response: z.object({ type: ruleType }),
});

export const previewRule = defineEndpoint({
  method: 'POST',
  path: '/rules/preview',
  handler: 'rules.preview',
  access: { admin: [ACTIONS.manageRules] },
  reads: [],
  summary:
    'What a rule, saved or not, makes of one entry (by `documentId`), or of the latest published one.',
  body: z.object({
    rule: ruleInput,
    documentId: z.string().max(100).optional(),
    locale: z.string().max(20).nullable().default(null),
  }),
  response: z.object({ outcome: ruleOutcome.nullable() }),
});

export const dryRunRule = defineEndpoint({
  method: 'POST',
  path: '/rules/dry-run',
  handler: 'rules.dryRun',
  access: { admin: [ACTIONS.manageRules] },
  reads: [],
  summary:
    'Which of the entries published in the last 30 days (at most 100) a rule would have posted, and what.',
  body: z.object({ rule: ruleInput }),
  response: z.object({ outcomes: z.array(ruleOutcome), truncated: z.boolean() }),
});

/* --- one entry ---------------------------------------------------------------------------- */

const entryParams = z.object({ uid: z.string().max(200), documentId: z.string().max(100) });
const entryQuery = z.object({ locale: z.string().max(20).optional() });

const entryRules = z.object({
  /** Rules that concern entries of this type, with what became of this one. */
  rules: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      enabled: z.boolean(),
      /** The last time the rule met this entry: the post, or why there is none. */
      last: z
        .object({ at: z.string(), postId: z.number().int().nullable(), why: z.string().nullable() })
        .nullable(),
    }),
  ),
  override: ruleOverride.extend({ version: z.number().int() }),
  /** What TikTok takes of a caption for the entry's files, in UTF-16 units. */
  captionLimit: z.number().int(),
});

export const getEntryRules = defineEndpoint({
  method: 'GET',
  path: '/entries/:uid/:documentId/rules',
  handler: 'rules.ofEntry',
  access: { admin: [ACTIONS.viewPosts, ACTIONS.composePosts] },
  reads: ['rules', 'posts'],
  summary: 'The rules that concern an entry, what became of it, and what was decided for it alone.',
  params: entryParams,
  query: entryQuery,
  response: entryRules,
});

export const putEntryOverride = defineEndpoint({
  method: 'PUT',
  path: '/entries/:uid/:documentId/rules',
  handler: 'rules.override',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary: 'Decides for one entry: skip it, another caption, another time.',
  params: entryParams,
  query: entryQuery,
  body: ruleOverride.extend(seenVersion),
  response: entryRules,
});

/* --- between environments ----------------------------------------------------------------- */

export const exportRules = defineEndpoint({
  method: 'GET',
  path: '/rules/export',
  handler: 'rules.export',
  access: { admin: [ACTIONS.manageRules] },
  reads: ['rules'],
  summary:
    'Rules, switches and words of types, and posting times as JSON, for another environment.',
  response: rulesExport,
});

export const importRules = defineEndpoint({
  method: 'POST',
  path: '/rules/import',
  handler: 'rules.import',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts', 'accounts'],
  meanwhile: { unversioned: 'it says what it would replace before it does' },
  summary:
    'Takes over an export: rules of the same name are replaced, new ones come switched off, accounts are matched by handle. Waivers never travel.',
  body: z.object({ data: rulesExport, save: z.boolean() }),
  response: z.object({
    created: z.array(z.string()),
    replaced: z.array(z.string()),
    /** What could not be taken over, in words. */
    problems: z.array(z.string()),
  }),
});
