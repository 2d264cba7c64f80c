import { Flex, Typography } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useNavigate, useSearchParams } from 'react-router-dom';

import { getTroubleshooting } from '../../../contracts/review';
import { type Troubleshooting } from '../../../contracts/review-view';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { type TextSubject, useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { EntryFrame, HelpSection } from './help-section';
import { Quiet } from './texts';

const SUBJECTS: readonly TextSubject[] = ['review'];

interface ChecksProps {
  checks: Troubleshooting['checks'];
  wanted: string | null;
}

/** What each check of the review page looks at, and what TikTok wants there. */
const Checks = ({ checks, wanted }: ChecksProps) => {
  const { t } = useTexts();
  return (
    <Card title={t('review.help.checks')} description={t('review.help.checks.what')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {checks.map(({ id, title, about, stepTitle, stepAbout }) => (
          <EntryFrame key={id} id={id} title={`${stepTitle}: ${title}`} isWanted={id === wanted}>
            <Typography textColor="neutral800" tag="p">
              {about}
            </Typography>
            <Quiet>{stepAbout}</Quiet>
          </EntryFrame>
        ))}
      </Flex>
    </Card>
  );
};

const TroubleshootingPage = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(getTroubleshooting, {});
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const mayReview = useMay('reviewReadiness');
  const wanted = search.get('entry');
  return (
    <>
      <Page.Title>{t('review.help.title')}</Page.Title>
      <Page.Main aria-busy={read.isFetching}>
        <Layouts.Header title={t('review.help.title')} subtitle={t('review.help.subtitle')} />
        <Layouts.Content>
          <Loaded read={read}>
            {(view) => (
              <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={10}>
                <HelpSection
                  view={view}
                  wanted={wanted}
                  onStep={
                    mayReview ? (step) => navigate(`/settings/tiktok/review?step=${step}`) : null
                  }
                />
                <Checks checks={view.checks} wanted={wanted} />
              </Flex>
            )}
          </Loaded>
        </Layouts.Content>
      </Page.Main>
    </>
  );
};

/** What errors and checks link to; `?entry=` names the one that somebody came for. */
const ProtectedTroubleshootingPage = () => (
  <TikTokPage permissions={PERMISSIONS.troubleshootingPage} subjects={SUBJECTS}>
    <TroubleshootingPage />
  </TikTokPage>
);

export default ProtectedTroubleshootingPage;
