import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { type ReviewView } from '../../../contracts/review-view';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Loaded } from '../components/loaded';
import { Mark, type Tone } from '../components/mark';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Quiet } from './texts';
import { TestRunForm } from './test-run-form';

type Part = ReviewView['testRun']['parts'][number];

const OUTCOME: Record<Part['outcome'], Tone> = {
  accepted: 'success',
  refused: 'danger',
  running: 'primary',
  not_tried: 'neutral',
};

const PartRow = ({ part }: { part: Part }) => {
  const { t, dateTime } = useTexts();
  const { kind, outcome, message, postId, by, at } = part;
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={1}>
      <Flex gap={2} wrap="wrap">
        <Typography fontWeight="bold" textColor="neutral800">
          {t(`review.test.${kind}`)}
        </Typography>
        <Mark tone={OUTCOME[outcome]}>{t(`review.test.outcome.${outcome}`)}</Mark>
      </Flex>
      <Typography textColor="neutral800" tag="p">
        {message}
      </Typography>
      {by !== null && at !== null && (
        <Quiet>{t('review.test.by', { name: by, time: dateTime(at) })}</Quiet>
      )}
      {postId !== null && (
        <Link tag={NavLink} to={`/plugins/tiktok/posts/${postId}`}>
          {t('review.test.post')}
        </Link>
      )}
    </Flex>
  );
};

const Start = ({ mayTry }: Pick<ReviewView['testRun'], 'mayTry'>) => {
  const { t } = useTexts();
  const read = useTikTokQuery(listAccounts, {});
  return (
    <Loaded read={read}>
      {({ accounts }) => {
        const usable = accounts.filter(({ state }) => state === 'connected');
        return usable.length > 0 ? (
          <TestRunForm accounts={usable} mayTry={mayTry} />
        ) : (
          <Note
            level="info"
            action={
              <Link tag={NavLink} to="/settings/tiktok/accounts">
                {t('review.test.connectFirst.link')}
              </Link>
            }
          >
            {t('review.test.connectFirst')}
          </Note>
        );
      }}
    </Loaded>
  );
};

/** A try with the plugin's own clip, by an explicit press; what TikTok says is recorded. */
export const TestRunCard = ({ testRun }: Pick<ReviewView, 'testRun'>) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  return (
    <Card title={t('review.test')} description={t('review.test.what')}>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={4} padding={0}>
        {testRun.parts.map((part) => (
          <PartRow key={part.kind} part={part} />
        ))}
      </Flex>
      {mayCompose ? (
        <Start mayTry={testRun.mayTry} />
      ) : (
        <Note level="info">{t('review.test.noRight')}</Note>
      )}
    </Card>
  );
};
