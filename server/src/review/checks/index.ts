import { type AppMode } from '../../../../contracts/settings';
import { appDetailsChecks } from './app-details';
import { type Check } from './check';
import { demoVideoChecks } from './demo-video';
import { directPostAuditChecks } from './direct-post-audit';
import { domainVerificationChecks } from './domain-verification';
import { legalPagesChecks } from './legal-pages';
import { productsChecks } from './products';
import { redirectUriChecks } from './redirect-uri';
import { sandboxChecks } from './sandbox';
import { submissionChecks } from './submission';
import { websiteChecks } from './website';

/** Every check, in the order of the steps. */
export const CHECKS: readonly Check[] = [
  ...appDetailsChecks,
  ...legalPagesChecks,
  ...websiteChecks,
  ...domainVerificationChecks,
  ...redirectUriChecks,
  ...productsChecks,
  ...sandboxChecks,
  ...demoVideoChecks,
  ...directPostAuditChecks,
  ...submissionChecks,
];

export const checksOf = (mode: AppMode): Check[] =>
  CHECKS.filter(({ modes }) => !modes || modes.includes(mode));
