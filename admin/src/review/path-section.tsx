import { Button, Field, Flex, Grid, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { useEffect, useRef } from 'react';

import { type ReviewView } from '../../../contracts/review-view';
import { appMode } from '../../../contracts/settings';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { DownloadButton } from './download-button';
import { useFactNames } from './fact-names';
import { Gates } from './gates';
import { type Go, type Place } from './place';
import { StepCard } from './step-card';
import { StepList } from './step-list';
import { StepTools } from './step-tools';
import { Quiet } from './texts';
import { type Run } from './use-run';

interface PathSectionProps {
  view: ReviewView;
  place: Place;
  go: Go;
  run: Run;
}

/** Which mode's path it is, and what concerns all of its steps. */
const Bar = ({ view, place: { mode }, go, run }: PathSectionProps) => {
  const { t, dateTime } = useTexts();
  const lastRun = view.lastRun[mode];
  const nameOf = (one: typeof mode) =>
    t(one === view.mode ? 'review.mode.active' : 'review.mode.other', {
      mode: t(`settings.mode.${one}`),
    });
  return (
    <Flex gap={4} wrap="wrap" alignItems="flex-end">
      <Field.Root>
        <Field.Label>{t('review.mode')}</Field.Label>
        <SingleSelect
          value={mode}
          onChange={(chosen: string | number) => go({ mode: appMode.parse(chosen) })}
        >
          {appMode.options.map((one) => (
            <SingleSelectOption key={one} value={one}>
              {nameOf(one)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Field.Root>
      <Button
        size="L"
        startIcon={<ArrowClockwise />}
        loading={run.running === 'all'}
        disabled={run.running !== null && run.running !== 'all'}
        onClick={() => run.start(mode)}
      >
        {t('review.runAll')}
      </Button>
      <DownloadButton
        label={t('review.pack')}
        path={`/review/pack.zip?mode=${mode}`}
        fileName="tiktok-review-pack.zip"
      />
      <Quiet>
        {lastRun ? t('review.ranAt', { time: dateTime(lastRun) }) : t('review.neverRan')}
      </Quiet>
    </Flex>
  );
};

/** The ten steps of one mode: all of them with their state, and the chosen one whole. */
export const PathSection = (props: PathSectionProps) => {
  const { view, place, go, run } = props;
  const { t } = useTexts();
  const names = useFactNames();
  const detail = useRef<HTMLDivElement>(null);
  const shown = useRef(place.step);
  const steps = view.steps[place.mode];
  const step = steps.find(({ id }) => id === place.step) ?? steps[0];

  useEffect(() => {
    if (shown.current === place.step) return;
    shown.current = place.step;
    // On a phone the step stands below the list.
    detail.current?.focus();
  }, [place.step]);

  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      <Bar {...props} />
      {view.missingFacts.length > 0 && (
        <Note
          level="info"
          action={
            <Button variant="secondary" onClick={() => go({ section: 'facts' })}>
              {t('review.facts.enter')}
            </Button>
          }
        >
          {t('review.facts.missing', { names: names(view.missingFacts).join(', ') })}
        </Note>
      )}
      <Gates />
      <Grid.Root gap={6}>
        <Grid.Item col={4} xs={12} direction="column" alignItems="stretch">
          <StepList
            steps={steps}
            current={step?.id ?? place.step}
            onChoose={(chosen) => go({ step: chosen })}
          />
        </Grid.Item>
        <Grid.Item col={8} xs={12} direction="column" alignItems="stretch" minWidth={0}>
          <Flex
            ref={detail}
            tabIndex={-1}
            direction="column"
            alignItems="stretch"
            gap={6}
            style={{ outline: 'none' }}
          >
            {step && (
              <>
                <StepCard step={step} mode={place.mode} run={run} />
                <StepTools step={step.id} view={view} />
              </>
            )}
          </Flex>
        </Grid.Item>
      </Grid.Root>
    </Flex>
  );
};
