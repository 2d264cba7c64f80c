import { type Core } from '@strapi/strapi';

import { type RuleInput } from '../../../contracts/rules';
import { accountsOf } from '../accounts';
import { type Publication } from '../content/publications';
import { createTypeSwitches } from '../content/type-switches';
import { type Caller } from '../http/handle';
import { Problem } from '../http/problem';
import { isSourceError, mediaOf } from '../media';
import { callerById } from '../http/caller-by-id';
import { postsOf } from '../posts';
import { type EntryVersion, readPublished, ruleEntryFor, type RuleEntry } from './entry-data';
import {
  accountIdFor,
  BEFORE,
  inMediaField,
  mediaDigest,
  outcomeOf,
  type RuleFile,
  TOLD,
  turnOf,
} from './outcome';
import { composedOf, waiverOf } from './rule-post';
import { type RuleRow, type RuleStore, type StoredOverride } from './store';
import { mayWaive } from './waiving';

/** The files that a rule finds in an entry and this person may read, with what they are. */
export const filesFor = async (
  strapi: Core.Strapi,
  caller: Caller,
  entry: RuleEntry,
  mediaField: string | null,
): Promise<RuleFile[]> => {
  const places = inMediaField(entry.media, mediaField).slice(0, MOST_FILES);
  const items = await mediaOf(strapi).items(places, caller);
  return items.map(({ assetId, kind, name, field }) => ({
    assetId,
    kind,
    name,
    field: field ?? '',
  }));
};

/** The time zone in which a rule reads and shows the dates of an entry: that of its account. */
export const zoneFor = async (
  strapi: Core.Strapi,
  rule: RuleInput,
  locale: string | null,
): Promise<string> => {
  const account = await accountsOf(strapi).find(accountIdFor(rule, locale));
  return account?.timeZone ?? 'UTC';
};

/**
 * What the files are, whatever ids the Media Library gives them: `strapi import` gives new ones. 0.1.0
 * counted the ids as well, and what it met stands under that digest until it is met again.
 */
const digestsOf = async (
  strapi: Core.Strapi,
  files: readonly RuleFile[],
): Promise<{ media: string; former: string }> => {
  const seen = await Promise.all(
    files.map(async ({ assetId }) => {
      const { hash, bytes } = await mediaOf(strapi).fingerprint(assetId);
      return { assetId, content: `${hash} ${bytes}` };
    }),
  );
  return {
    media: mediaDigest(seen.map(({ content }) => content)),
    former: mediaDigest(seen.map(({ assetId, content }) => `${assetId} ${content}`)),
  };
};

/** Files of an entry that are looked at; an entry with more is cut, in order. */
const MOST_FILES = 200;

/** What may pass by itself is tried again with the whole publication. */
const mayPass = (error: unknown): boolean =>
  error instanceof Problem
    ? [429, 503].includes(error.details.status)
    : !isSourceError(error) || error.retryable;

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : '';
  const { message, remedy } = error.details;
  return remedy ? `${message} ${remedy}` : message;
};

const LATE =
  'It was published before the rule could concern it. It is not posted for a change of its words.';
const OFF = 'Its content type is switched off for TikTok.';

/** Makes posts of publications, as the rules say. */
export const createFiring = ({ strapi, store }: { strapi: Core.Strapi; store: RuleStore }) => {
  const switches = createTypeSwitches({ strapi });

  /** Why a rule did not look at an entry, for its panel. No meeting: see `turnOf`. */
  const told = (rule: RuleRow, { source }: EntryVersion, why: string): Promise<void> =>
    store.met(rule.id, source, { revision: TOLD, media: null, postId: null, why });

  /** Whether nobody has to look at what was decided for the entry: its author may agree to posts. */
  const mayDecideAlone = async (
    { authorId, caption, at }: StoredOverride,
    accountId: number,
  ): Promise<boolean> => {
    if (caption === null && at === null) return true;
    const author = authorId === null ? null : await callerById(strapi, authorId);
    const account = await accountsOf(strapi).find(accountId);
    return (
      author !== null &&
      account !== null &&
      mayWaive(author) &&
      accountsOf(strapi).mayPostWith(author, account)
    );
  };

  const meet = async (rule: RuleRow, published: EntryVersion, again: boolean): Promise<void> => {
    // Who gave the waiver answers for the posts that go out by it.
    const waived = waiverOf(rule);
    const name = waived?.byName ?? rule.owner_name;
    const owner = await callerById(strapi, waived?.byId ?? rule.owner_id);
    const key = published.source;
    if (!owner) {
      const why = `${name}, in whose name the rule posts, can no longer sign in here. Someone saves the rule again.`;
      return told(rule, published, why);
    }
    const entry = await ruleEntryFor(strapi, owner, published);
    if (!entry) {
      return told(rule, published, `In the name of ${name}: this person may not read the entry.`);
    }
    const files = await filesFor(strapi, owner, entry, rule.data.mediaField);
    const override = await store.override(key);
    const zone = await zoneFor(strapi, rule.data, key.locale);
    const facts = outcomeOf(rule.data, entry, files, override, Date.now(), zone);
    const { media, former } = await digestsOf(strapi, facts.files);
    const meetings = (await store.meetings(rule.id, key)).map((one) =>
      one.media === former ? { ...one, media } : one,
    );
    const turn = turnOf(rule.data, meetings, media, again);
    if (turn.type === 'had') return;
    if (turn.type === 'too_late') {
      return store.met(rule.id, key, { revision: BEFORE, media, postId: null, why: LATE });
    }
    const { revision } = turn;
    if (facts.why !== null) {
      return store.met(rule.id, key, { revision, media, postId: null, why: facts.why });
    }
    try {
      const asksApproval = override !== null && !(await mayDecideAlone(override, facts.accountId));
      const composed = composedOf(rule, entry, facts, asksApproval);
      const post = await postsOf(strapi).people.create(
        owner,
        {
          ...composed,
          idempotencyKey: `rule-${rule.id}-${key.documentId}-${key.locale ?? ''}-${revision}`,
        },
        {
          ruleName: rule.data.name,
          waiver:
            waived && composed.consent
              ? { givenAt: waived.at, expiresAt: waived.expiresAt }
              : undefined,
        },
      );
      await store.met(rule.id, key, { revision, media, postId: post.id, why: null });
    } catch (error) {
      if (mayPass(error)) throw error;
      const why = `In the name of ${name}: ${wordsOf(error)}`;
      await store.met(rule.id, key, { revision, media, postId: null, why });
    }
  };

  /** Nothing that goes wrong for one rule keeps another one from its entry. */
  const meetAll = async (
    rules: readonly RuleRow[],
    entry: EntryVersion,
    again: boolean,
  ): Promise<void> => {
    const passing: unknown[] = [];
    for (const rule of rules) {
      try {
        await meet(rule, entry, again);
      } catch (error) {
        await told(rule, entry, `It is tried again by itself. ${wordsOf(error)}`.trim());
        if (mayPass(error)) passing.push(error);
        else await told(rule, entry, wordsOf(error));
      }
    }
    if (passing.length > 0) throw passing[0];
  };

  return {
    /** An entry went live: every rule of its type meets it. */
    async published({ uid, documentId, locale, again }: Publication): Promise<void> {
      const rules = (await store.ofType(uid)).filter(({ data }) => data.enabled);
      if (rules.length === 0) return;
      const entry = await readPublished(strapi, { uid, documentId, locale });
      // Unpublished again before the worker came to it.
      if (!entry) return;
      if (await switches.isOn(uid)) return meetAll(rules, entry, again);
      for (const rule of rules) await told(rule, entry, OFF);
    },

    /** An entry is gone: what its rules planned is cancelled where they say so. */
    async gone({ event, uid, documentId, locale }: Publication): Promise<void> {
      const entry = { uid, documentId, locale };
      const rules = new Map((await store.all()).map((rule) => [rule.id, rule.data]));
      for (const { ruleId, postId } of await store.postsOf(entry)) {
        const rule = rules.get(ruleId);
        if (rule?.onUnpublish === 'keep') await postsOf(strapi).entries.keepPlanned(postId);
        else await postsOf(strapi).entries.cancelPlanned(postId, rule?.name ?? '');
      }
      if (event === 'deleted') await store.forget(entry);
    },

    /** The consent for all posts of a rule was taken back: so it is for those not sent yet. */
    async waiverEnded(ruleId: number): Promise<void> {
      for (const postId of await store.postsOfRule(ruleId)) {
        await postsOf(strapi).entries.consentTakenBack(postId);
      }
    },
  };
};

export type Firing = ReturnType<typeof createFiring>;
