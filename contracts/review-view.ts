import { z } from 'zod';

import { reviewFacts, urlProperty } from './review-facts';
import { appMode, scope } from './settings';

/** The ten steps, in order. */
export const reviewStepId = z.enum([
  'app-details',
  'legal-pages',
  'website',
  'domain-verification',
  'redirect-uri',
  'products-and-scopes',
  'sandbox',
  'demo-video',
  'direct-post-audit',
  'submission',
]);
export type ReviewStepId = z.output<typeof reviewStepId>;

export const checkResult = z.enum(['ok', 'warning', 'failed', 'only_you_can_confirm', 'not_run']);
export type CheckResult = z.output<typeof checkResult>;

const at = z.string();

/** A person's word: "I did this". */
export const confirmation = z.object({ by: z.string(), at });

export const reviewCheck = z.object({
  /** Unique over all steps. */
  id: z.string(),
  title: z.string(),
  result: checkResult,
  /** What was found, in a sentence; before the first run what will be looked at. */
  message: z.string(),
  remedy: z.string().nullable(),
  /** What was seen, for who wants to know: address, status, type, host … */
  details: z.array(z.object({ label: z.string(), value: z.string() })),
  /** Where it is explained: a page of the admin, whole address; docs/troubleshooting.md has the same. */
  docsUrl: z.string(),
  /** ISO 8601, UTC. */
  ranAt: at.nullable(),
  /** Whether a person may say "I did this" (only where `result` is `only_you_can_confirm`). */
  confirmable: z.boolean(),
  confirmation: confirmation.nullable(),
});
export type ReviewCheck = z.output<typeof reviewCheck>;

/** Something to paste into TikTok's portal. */
export const pasteValue = z.object({
  id: z.string(),
  label: z.string(),
  /** Empty while a fact is missing; `note` says which. */
  value: z.string(),
  multiline: z.boolean(),
  note: z.string().nullable(),
});

export const reviewStep = z.object({
  id: reviewStepId,
  number: z.number().int(),
  title: z.string(),
  wants: z.string(),
  why: z.string(),
  /** Where in TikTok's developer portal. */
  where: z.object({ label: z.string(), url: z.string().nullable() }),
  values: z.array(pasteValue),
  checks: z.array(reviewCheck),
  /** `done`: each check is ok or confirmed; `to_do`: something is not run or not confirmed yet. */
  state: z.enum(['done', 'to_do', 'warning', 'failed']),
});
export type ReviewStep = z.output<typeof reviewStep>;

/** A scene of the demo video. `cue` is what a rehearsal watches for beside the real composer. */
export const shotCue = z.enum([
  'website_shown',
  'legal_links_shown',
  'connect_pressed',
  'consent_page_shown',
  'account_connected',
  'profile_shown',
  'composer_opened',
  'nickname_shown',
  'preview_shown',
  'title_typed',
  'privacy_opened',
  'privacy_chosen',
  'interactions_switched',
  'disclosure_on_nothing_ticked',
  'your_brand_ticked',
  'branded_ticked',
  'both_ticked',
  'only_me_greyed',
  'declaration_shown',
  'publish_pressed',
  'status_shown',
  'published_shown',
  'insights_shown',
  'tiktok_shown',
]);
export type ShotCue = z.output<typeof shotCue>;

export const shot = z.object({
  cue: shotCue,
  title: z.string(),
  show: z.string(),
  /** Scopes it proves in use. */
  scopes: z.array(scope),
  /** Points of the Content Sharing Guidelines, 1 to 5. */
  points: z.array(z.number().int()),
});
export type Shot = z.output<typeof shot>;

/** What somebody meets, in the literal words, with what is behind it. docs/troubleshooting.md has the same. */
export const symptom = z.object({
  /** Its entry on the troubleshooting page, and the anchor in docs/troubleshooting.md. */
  id: z.string(),
  title: z.string(),
  /** Literal words of TikTok's or of other tools, to search for. */
  words: z.array(z.string()),
  causes: z.array(z.string()),
  remedy: z.string(),
  step: reviewStepId.nullable(),
});
export type Symptom = z.output<typeof symptom>;

/** A refusal that TikTok is known for. */
export const refusal = z.object({
  id: z.string(),
  says: z.string(),
  causes: z.array(z.string()),
  remedy: z.string(),
  step: reviewStepId,
});
export type Refusal = z.output<typeof refusal>;

/** What the admin's troubleshooting page holds. The ids are unique over all three lists. */
export const troubleshooting = z.object({
  symptoms: z.array(symptom),
  refusals: z.array(refusal),
  checks: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      /** What is looked at. */
      about: z.string(),
      step: reviewStepId,
      stepTitle: z.string(),
      /** What TikTok wants in this step, and why. */
      stepAbout: z.string(),
    }),
  ),
});
export type Troubleshooting = z.output<typeof troubleshooting>;

export const testRunPart = z.object({
  kind: z.enum(['connect', 'inbox', 'direct_post']),
  outcome: z.enum(['accepted', 'refused', 'running', 'not_tried']),
  message: z.string(),
  postId: z.number().int().nullable(),
  by: z.string().nullable(),
  at: at.nullable(),
});

export const legalKind = z.enum(['privacy', 'terms', 'deletion']);
export type LegalKind = z.output<typeof legalKind>;
export const legalLocale = z.enum(['en', 'de', 'es', 'fr', 'ja', 'pt-BR', 'zh-Hans']);
export type LegalLocale = z.output<typeof legalLocale>;

export const legalPage = z.object({
  version: z.number().int(),
  kind: legalKind,
  locale: legalLocale,
  title: z.string(),
  /** What is in force: the edited text, else the one made from the facts. */
  markdown: z.string(),
  edited: z.boolean(),
  published: z.boolean(),
  /** Where it stands once published. */
  url: z.string(),
  /** The facts that the text still lacks, by their keys. */
  missing: z.array(z.string()),
  updatedAt: at.nullable(),
});
export type LegalPage = z.output<typeof legalPage>;

export const reviewView = z.object({
  /** The mode the site works in now. */
  mode: appMode,
  steps: z.object({ sandbox: z.array(reviewStep), live: z.array(reviewStep) }),
  lastRun: z.object({ sandbox: at.nullable(), live: at.nullable() }),
  factsVersion: z.number().int(),
  facts: reviewFacts,
  /** Facts that are empty and that a step needs. */
  missingFacts: z.array(z.string()),
  properties: z.array(urlProperty),
  scopes: z.array(
    z.object({
      scope,
      requested: z.boolean(),
      /** Connected accounts of the active mode that granted it, of how many. */
      grantedBy: z.number().int(),
      /** A feature that is switched on uses it. */
      used: z.boolean(),
      explanation: z.string(),
    }),
  ),
  products: z.array(
    z.object({ id: z.string(), name: z.string(), needed: z.boolean(), explanation: z.string() }),
  ),
  shots: z.array(shot),
  refusals: z.array(refusal),
  symptoms: z.array(symptom),
  testRun: z.object({
    parts: z.array(testRunPart),
    /** Ways of posting that the settings allow. */
    mayTry: z.array(z.enum(['inbox', 'direct_post'])),
  }),
  usage: z.object({
    accounts: z.number().int(),
    /** Of the last 30 days. */
    posts: z.number().int(),
    creators: z.number().int(),
    busiestDay: z.number().int(),
    /** To paste; empty where nothing was posted that it could be taken from. */
    text: z.string(),
  }),
  audit: z.object({
    recommendation: z.enum(['drafts', 'apply', 'unknown']),
    text: z.string(),
  }),
  reviewerRole: z.object({
    roleId: z.number().int().nullable(),
    name: z.string(),
    /** Whether the caller may create it. */
    mayCreate: z.boolean(),
    guide: z.string(),
  }),
  /** The admin's page of symptoms, whole address. */
  troubleshootingUrl: z.string(),
});
export type ReviewView = z.output<typeof reviewView>;
