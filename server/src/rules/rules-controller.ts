import {
  createRule,
  deleteRule,
  dryRunRule,
  endWaiver,
  exportRules,
  getEntryRules,
  importRules,
  listRules,
  previewRule,
  putEntryOverride,
  setTypeSwitch,
  updateRule,
  waiveApproval,
} from '../../../contracts/rules';
import { setTypeWords } from '../../../contracts/type-words';
import { type Controller, handle } from '../http/handle';
import { rulesOf } from './rules-service';

export const rulesController: Controller = ({ strapi }) => {
  const rules = () => rulesOf(strapi);
  return {
    find: handle(listRules, async () => ({
      rules: await rules().list(),
      types: await rules().types(),
    })),
    create: handle(createRule, async ({ caller, body }) => ({
      rule: await rules().create(caller, body),
    })),
    update: handle(updateRule, async ({ caller, params, body: { version, ...rule } }) => ({
      rule: await rules().update(caller, params.id, version, rule),
    })),
    delete: handle(deleteRule, async ({ params, query }) => {
      await rules().remove(params.id, query.version);
      return { deleted: true as const };
    }),
    waive: handle(waiveApproval, async ({ caller, params, body }) => ({
      rule: await rules().waive(caller, params.id, body),
    })),
    endWaiver: handle(endWaiver, async ({ params }) => ({
      rule: await rules().endWaiver(params.id),
    })),
    setType: handle(setTypeSwitch, async ({ caller, params, body }) => ({
      type: await rules().setType(caller, params.uid, body.enabled, body.version),
    })),
    setWords: handle(setTypeWords, async ({ caller, params, body }) => ({
      words: await rules().setWords(caller, params.uid, body),
    })),
    preview: handle(previewRule, async ({ caller, body }) => ({
      outcome: await rules().preview(caller, body.rule, body.documentId, body.locale),
    })),
    dryRun: handle(dryRunRule, ({ caller, body }) => rules().dryRun(caller, body.rule)),
    ofEntry: handle(getEntryRules, ({ caller, params, query }) =>
      rules().ofEntry(caller, { ...params, locale: query.locale ?? null }),
    ),
    override: handle(putEntryOverride, async ({ caller, params, query, body }) => {
      const entry = { ...params, locale: query.locale ?? null };
      await rules().setOverride(caller, entry, body);
      return rules().ofEntry(caller, entry);
    }),
    export: handle(exportRules, () => rules().exportAll()),
    import: handle(importRules, ({ caller, body }) => rules().importAll(caller, body)),
  };
};
