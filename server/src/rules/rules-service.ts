import { type Core } from '@strapi/strapi';

import { type CallOf, type RequestOf } from '../../../contracts/endpoint';
import { type EntrySource } from '../../../contracts/posts';
import { type setTypeWords, type TypeWords } from '../../../contracts/type-words';
import {
  type RuleInput,
  type RulesExport,
  type RuleType,
  type RuleView,
  type waiveApproval,
} from '../../../contracts/rules';
import { type SeenVersion } from '../../../contracts/versions';
import { coversAfter } from '../../../contracts/rule-waiver';
import { type WaitingPost } from '../content/publications';
import { createTypeSwitches } from '../content/type-switches';
import { type Caller } from '../http/handle';
import { notFound } from '../http/problem';
import { snapshotOf } from './entry-snapshot';
import { createFiring } from './firing';
import { createOneEntry } from './one-entry';
import { checkRule, requirePerson } from './rule-check';
import { waiverOf } from './rule-post';
import { createRuleStore, type RuleRow } from './store';
import { createTransfer } from './transfer';
import { createTrying } from './trying';
import { createTypeWords } from './type-words';
import { describeType, type TypeFacts } from './type-facts';
import { requireMayWaive, waiverFrom } from './waiving';

const idleWhy = (rule: RuleRow, type: TypeFacts | null): string | null => {
  if (!rule.data.enabled) return 'The rule is switched off.';
  if (!type) return 'Its content type does not exist any more, or holds no media.';
  return type.enabled ? null : 'Its content type is switched off for TikTok.';
};

/** The rules: saving them, trying them out, and what was decided for single entries. */
export const createRules = ({ strapi }: { strapi: Core.Strapi }) => {
  const store = createRuleStore({ strapi });
  const switches = createTypeSwitches({ strapi });
  const words = createTypeWords({ strapi });
  const firing = createFiring({ strapi, store });
  /** Types with an enabled rule; read at boot and after each change, renewed now and then. */
  let wanted: ReadonlySet<string> = new Set();

  const renewWanted = async (): Promise<void> => {
    const rules = await store.all();
    wanted = new Set(rules.filter(({ data }) => data.enabled).map(({ uid }) => uid));
  };

  const typeOf = async (uid: string): Promise<TypeFacts | null> =>
    describeType(strapi, uid, (await switches.all()).get(uid) ?? null);

  const types = async (): Promise<RuleType[]> => {
    const uids = Object.keys(strapi.contentTypes);
    const versions = await switches.versions(uids);
    const templates = await words.ofTypes(uids);
    const set = await switches.all();
    return uids.flatMap((uid) => {
      const type = describeType(strapi, uid, set.get(uid) ?? null);
      const own = templates.get(uid);
      return type && own ? [{ ...type, version: versions.get(uid) ?? 0, words: own }] : [];
    });
  };

  const viewsOf = async (rows: readonly RuleRow[]): Promise<RuleView[]> => {
    const counts = await store.firedCounts();
    const set = await switches.all();
    return rows.map((rule) => ({
      ...rule.data,
      id: rule.id,
      version: rule.version,
      waiver: waiverOf(rule),
      ownerName: rule.owner_name,
      createdAt: new Date(rule.created_at).toISOString(),
      updatedAt: new Date(rule.updated_at).toISOString(),
      idleWhy: idleWhy(rule, describeType(strapi, rule.uid, set.get(rule.uid) ?? null)),
      firedCount: counts.get(rule.id) ?? 0,
    }));
  };
  const viewOf = async (row: RuleRow): Promise<RuleView> => {
    const [view] = await viewsOf([row]);
    if (!view) throw notFound('This rule');
    return view;
  };

  const rules = {
    store,
    firing,
    types,
    renewWanted,
    ...createTrying({ strapi, store, typeOf }),
    ...createOneEntry({ strapi, store }),

    suggestFor: words.suggestFor,
    snapshotOf: (source: EntrySource) => snapshotOf(strapi, source),

    /** @throws Problem `not_found`, `invalid_rule`, `version_conflict` */
    async setWords(
      caller: Caller,
      uid: string,
      given: CallOf<typeof setTypeWords>['body'],
    ): Promise<TypeWords> {
      if (!(await typeOf(uid))) throw notFound('This content type');
      await words.set(uid, given, caller.name);
      const stored = (await words.ofTypes([uid])).get(uid);
      if (!stored) throw notFound('This content type');
      return stored;
    },

    /** Whether a publication of this type concerns a rule: asked at each one. */
    wants: (uid: string): boolean => wanted.has(uid),

    /** Posts of rules that nobody sends yet, and that end with their entry. */
    async waitingPosts(): Promise<WaitingPost[]> {
      const kept = (await store.all()).filter(({ data }) => data.onUnpublish === 'keep');
      return store.waitingPosts(kept.map(({ id }) => id));
    },

    async list(): Promise<RuleView[]> {
      return viewsOf(await store.all());
    },

    /** @throws Problem `forbidden`, `invalid_rule` */
    async create(caller: Caller, rule: RuleInput): Promise<RuleView> {
      requirePerson(caller);
      await checkRule(strapi, caller, rule, await typeOf(rule.uid));
      const made = await store.create(rule, caller);
      await renewWanted();
      return viewOf(made);
    },

    /** @throws Problem `forbidden`, `invalid_rule`, `not_found`, `version_conflict` */
    async update(caller: Caller, id: number, version: number, rule: RuleInput): Promise<RuleView> {
      requirePerson(caller);
      await checkRule(strapi, caller, rule, await typeOf(rule.uid));
      const before = await store.require(id);
      const keepsWaiver = coversAfter(before.data, rule);
      const changed = await store.update(id, version, rule, caller, keepsWaiver);
      if (before.waiver && !keepsWaiver) await firing.waiverEnded(id);
      await renewWanted();
      return viewOf(changed);
    },

    /** @throws Problem `not_found`, `version_conflict` */
    async remove(id: number, version: number): Promise<void> {
      await store.remove(id, version);
      await renewWanted();
    },

    /** @throws Problem `forbidden`, `invalid_waiver`, `version_conflict` */
    async waive(
      caller: Caller,
      id: number,
      { version, ...given }: RequestOf<typeof waiveApproval>['body'],
    ): Promise<RuleView> {
      requirePerson(caller);
      requireMayWaive(caller);
      const { data } = await store.require(id);
      return viewOf(await store.setWaiver(id, version, waiverFrom(caller, data, given)));
    },

    async endWaiver(id: number): Promise<RuleView> {
      const { version } = await store.require(id);
      const ended = await store.setWaiver(id, version, null);
      await firing.waiverEnded(id);
      return viewOf(ended);
    },

    /** @throws Problem `not_found`, `version_conflict` */
    async setType(
      caller: Caller,
      uid: string,
      enabled: boolean | null,
      seen: SeenVersion,
    ): Promise<RuleType> {
      if (!(await typeOf(uid))) throw notFound('This content type');
      await switches.set(uid, enabled, caller.name, seen);
      const type = (await types()).find((one) => one.uid === uid);
      if (!type) throw notFound('This content type');
      return type;
    },
  };

  return {
    ...rules,
    /** Rules, switches and words of types, and posting times for another environment; nothing secret. */
    exportAll: (): Promise<RulesExport> => createTransfer({ strapi, rules }).exportAll(),

    /** Takes over an export in the name of a person; with `save` false it only says what would be. */
    importAll: (caller: Caller, asked: { data: RulesExport; save: boolean }) =>
      createTransfer({ strapi, rules }).importAll(caller, asked),

    /**
     * The same for scripts, which name the person by e-mail.
     * @throws Problem `not_found` without such an administrator, `invalid_request`
     */
    importAs: (email: string, data: unknown, save: boolean) =>
      createTransfer({ strapi, rules }).importAs(email, data, save),
  };
};

export type Rules = ReturnType<typeof createRules>;

export const rulesOf = (strapi: Core.Strapi): Rules => strapi.plugin('tiktok').service('rules');
