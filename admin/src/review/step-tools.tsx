import { type ReactNode } from 'react';

import { type ReviewStepId, type ReviewView } from '../../../contracts/review-view';
import { ReviewerCard, UsageCard } from './audit-cards';
import { PropertiesCard } from './properties-card';
import { RehearsalCard } from './rehearsal-card';
import { ScopesCard } from './scopes-card';
import { TestRunCard } from './test-run-card';

/** What a step brings to work with, below its checks. */
export const StepTools = ({ step, view }: { step: ReviewStepId; view: ReviewView }): ReactNode => {
  switch (step) {
    case 'domain-verification':
      return <PropertiesCard view={view} />;
    case 'products-and-scopes':
      return <ScopesCard scopes={view.scopes} products={view.products} />;
    case 'sandbox':
      return <TestRunCard testRun={view.testRun} />;
    case 'demo-video':
      return <RehearsalCard shots={view.shots} />;
    case 'direct-post-audit':
      return (
        <>
          <UsageCard usage={view.usage} audit={view.audit} />
          <ReviewerCard reviewerRole={view.reviewerRole} />
        </>
      );
    default:
      return null;
  }
};
