import { Flex, Tabs } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';

import { getReview } from '../../../contracts/review';
import { type ReviewView } from '../../../contracts/review-view';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { NotUsable } from '../components/not-usable';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { FactsSection } from './facts-section';
import { HelpSection } from './help-section';
import { LegalSection } from './legal-section';
import { PathSection } from './path-section';
import { SECTIONS, type Section, usePlace } from './place';
import { useRun } from './use-run';

/** The rehearsal compares what it sees with the words of the other pages. */
const SUBJECTS: readonly TextSubject[] = ['review', 'settings', 'posts', 'composer', 'accounts'];
const POLL_MS = 3_000;

const Sections = ({ view }: { view: ReviewView }) => {
  const { t } = useTexts();
  const { place, go } = usePlace(view.mode);
  const run = useRun();
  // What was typed into the facts stays while another section is looked at.
  const [keepsFacts, setKeepsFacts] = useState(false);
  if (place.section === 'facts' && !keepsFacts) setKeepsFacts(true);
  const content: Record<Section, () => React.ReactNode> = {
    path: () => <PathSection view={view} place={place} go={go} run={run} />,
    facts: () => <FactsSection view={view} />,
    legal: () => <LegalSection />,
    help: () => <HelpSection view={view} onStep={(step) => go({ section: 'path', step })} />,
  };
  return (
    <Tabs.Root
      variant="simple"
      value={place.section}
      onValueChange={(value: string) => {
        const section = SECTIONS.find((one) => one === value);
        if (section) go({ section });
      }}
    >
      <Tabs.List aria-label={t('review.title')} style={{ overflowX: 'auto', maxWidth: '100%' }}>
        {SECTIONS.map((section) => (
          <Tabs.Trigger key={section} value={section}>
            {t(`review.section.${section}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {SECTIONS.map((section) => {
        const isShown = section === place.section;
        const isKept = section === 'facts' && keepsFacts;
        return (
          <Tabs.Content
            key={section}
            value={section}
            style={isShown ? undefined : { display: 'none' }}
            {...(isKept && { forceMount: true as const })}
          >
            <Flex direction="column" alignItems="stretch" gap={6} paddingTop={6} paddingBottom={10}>
              {(isShown || isKept) && content[section]()}
            </Flex>
          </Tabs.Content>
        );
      })}
    </Tabs.Root>
  );
};

const ReviewPage = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(getReview, {});
  const isTrying = read.data?.testRun.parts.some(({ outcome }) => outcome === 'running') ?? false;
  // Follows a test run to its end.
  useTikTokQuery(getReview, {}, { poll: () => (isTrying ? POLL_MS : 0) });
  return (
    <>
      <Page.Title>{t('review.title')}</Page.Title>
      <Page.Main aria-busy={read.isFetching}>
        <Layouts.Header title={t('review.title')} subtitle={t('review.subtitle')} />
        <Layouts.Content>
          <Flex direction="column" alignItems="stretch" gap={6}>
            <NotUsable />
            <Loaded read={read}>{(view) => <Sections view={view} />}</Loaded>
          </Flex>
        </Layouts.Content>
      </Page.Main>
    </>
  );
};

/** Settings, TikTok, Review readiness. */
const ProtectedReviewPage = () => (
  <TikTokPage permissions={PERMISSIONS.reviewReadiness} subjects={SUBJECTS}>
    <ReviewPage />
  </TikTokPage>
);

export default ProtectedReviewPage;
