import { type Core } from '@strapi/strapi';

import { type ReviewView } from '../../../contracts/review-view';
import { scope } from '../../../contracts/settings';
import { troubleshootingPath } from '../../../contracts/troubleshooting';
import { type Caller } from '../http/handle';
import { adminUrlOf, publicAddress, requestedScopes, settingsOf } from '../settings';
import { type CheckContext } from './checks/check';
import { usedScopes } from './checks/products';
import { type Contexts } from './context';
import { type FactsStore } from './facts-store';
import { type ResultsStore } from './results-store';
import { type ReviewerRole, ROLE_NAME } from './reviewer-role';
import { stepsOf } from './steps-view';
import { auditAdvice, reviewerGuide, usageText } from './texts/audit';
import { REFUSALS } from './texts/refusals';
import { explainScope, productsOf } from './texts/scopes';
import { shotList } from './texts/shots';
import { SYMPTOMS } from './texts/symptoms';
import { missingFacts, valuesOf } from './values';

const scopesOf = (context: CheckContext): ReviewView['scopes'] => {
  const requested = requestedScopes(context.settings);
  const used = usedScopes(context);
  return scope.options.map((one) => ({
    scope: one,
    requested: requested.includes(one),
    grantedBy: context.accounts.filter(({ scopes }) => scopes.includes(one)).length,
    used: used.includes(one),
    explanation: explainScope(one, context.facts),
  }));
};

/** The whole page in one answer. */
export const createView = ({
  strapi,
  store,
  results,
  contexts,
  role,
}: {
  strapi: Core.Strapi;
  store: FactsStore;
  results: ResultsStore;
  contexts: Contexts;
  role: ReviewerRole;
}) => {
  const lastRunOf = (stored: Map<string, { ranAt: number }>): string | null => {
    const times = [...stored.values()].map(({ ranAt }) => ranAt);
    return times.length > 0 ? new Date(Math.max(...times)).toISOString() : null;
  };

  return async (caller: Caller): Promise<ReviewView> => {
    const current = await settingsOf(strapi).current();
    const { mode } = current;
    const [
      { version, facts: entered },
      context,
      inSandbox,
      inLive,
      confirmedSandbox,
      confirmedLive,
    ] = await Promise.all([
      store.read(),
      contexts(mode),
      results.results('sandbox'),
      results.results('live'),
      results.confirmations('sandbox'),
      results.confirmations('live'),
    ]);
    const { facts, properties, usage } = context;
    const requested = requestedScopes(current);
    const values = valuesOf({
      facts,
      addresses: context.addresses,
      settings: current,
      requested,
      webhookUrl: publicAddress(strapi, '/webhook'),
      usageText: usageText(usage),
      properties,
    });
    const { accounts, posts, creators, busiestDay } = usage;
    const docsUrlOf = (entry?: string): string =>
      `${adminUrlOf(strapi).href.replace(/\/$/, '')}${troubleshootingPath(entry)}`;
    return {
      mode,
      steps: {
        sandbox: stepsOf('sandbox', values, inSandbox, confirmedSandbox, docsUrlOf),
        live: stepsOf('live', values, inLive, confirmedLive, docsUrlOf),
      },
      lastRun: { sandbox: lastRunOf(inSandbox), live: lastRunOf(inLive) },
      factsVersion: version,
      facts: entered,
      missingFacts: missingFacts(facts),
      properties,
      scopes: scopesOf(context),
      products: productsOf(facts, current),
      shots: shotList(requested, current),
      refusals: REFUSALS.map((one) => ({ ...one })),
      symptoms: SYMPTOMS.map((one) => ({ ...one })),
      testRun: {
        parts: context.testRun,
        mayTry: [
          ...(current.allowInbox ? (['inbox'] as const) : []),
          ...(current.allowDirectPost ? (['direct_post'] as const) : []),
        ],
      },
      usage: { accounts, posts, creators, busiestDay, text: usageText(usage) ?? '' },
      audit: auditAdvice(facts),
      reviewerRole: {
        roleId: context.reviewerRoleId,
        name: ROLE_NAME,
        mayCreate: role.mayCreate(caller),
        guide: reviewerGuide(facts, adminUrlOf(strapi).href),
      },
      troubleshootingUrl: docsUrlOf(),
    };
  };
};
