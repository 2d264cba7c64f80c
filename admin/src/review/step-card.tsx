import { Button, Flex, Link } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';

import { type ReviewStep } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { Card } from '../components/card';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { CheckRow } from './check-row';
import { StateMark } from './marks';
import { CopyText, Fact, SubHeading } from './texts';
import { type Run } from './use-run';

type Value = ReviewStep['values'][number];

const Paste = ({ label, value, multiline, note }: Value) =>
  value === '' ? (
    <Note level="warning" title={label}>
      {note}
    </Note>
  ) : (
    <CopyText label={label} value={value} multiline={multiline} {...(note && { hint: note })} />
  );

interface StepCardProps {
  step: ReviewStep;
  mode: AppMode;
  run: Run;
}

/** A step: what TikTok wants, why, where, what to paste there, and its checks. */
export const StepCard = ({ step, mode, run }: StepCardProps) => {
  const { t } = useTexts();
  const { id, number, title, wants, why, where, values, checks, state } = step;
  return (
    <Card
      title={`${number}. ${title}`}
      action={
        <Flex gap={3} wrap="wrap">
          <StateMark state={state} />
          <Button
            variant="secondary"
            startIcon={<ArrowClockwise />}
            loading={run.running === id}
            disabled={run.running !== null && run.running !== id}
            onClick={() => run.start(mode, id)}
          >
            {t('review.runAgain')}
          </Button>
        </Flex>
      }
    >
      {run.running !== null && (
        <Note level="info" announce>
          {t('review.running')}
        </Note>
      )}
      {run.problem && <Problem problem={run.problem} />}
      <Flex tag="dl" margin={0} direction="column" alignItems="stretch" gap={3}>
        <Fact term={t('review.wants')}>{wants}</Fact>
        <Fact term={t('review.why')}>{why}</Fact>
        <Fact term={t('review.where')}>
          {where.url ? (
            <Link href={where.url} isExternal>
              {where.label}
            </Link>
          ) : (
            where.label
          )}
        </Fact>
      </Flex>
      {values.length > 0 && (
        <Flex direction="column" alignItems="stretch" gap={4}>
          <SubHeading>{t('review.values')}</SubHeading>
          {values.map((value) => (
            <Paste key={value.id} {...value} />
          ))}
        </Flex>
      )}
      <Flex direction="column" alignItems="stretch" gap={3}>
        <SubHeading>{t('review.checks')}</SubHeading>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} mode={mode} />
          ))}
        </Flex>
      </Flex>
    </Card>
  );
};
