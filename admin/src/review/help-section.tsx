import { Button, Field, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';

import { type ReviewStepId, type ReviewView } from '../../../contracts/review-view';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { findSymptoms } from './symptoms';
import { Quiet } from './texts';

interface EntryFrameProps {
  id: string;
  title: string;
  /** Somebody came for this one: it is brought into view. */
  isWanted: boolean;
  children: ReactNode;
}

/** The frame of an entry, which an address can name. */
export const EntryFrame = ({ id, title, isWanted, children }: EntryFrameProps) => {
  const frame = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    frame.current?.focus({ preventScroll: true });
    frame.current?.scrollIntoView({ block: 'center' });
  }, [isWanted]);
  return (
    <Flex
      ref={frame}
      tag="li"
      data-entry={id}
      tabIndex={-1}
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={4}
      background={isWanted ? 'primary100' : 'neutral0'}
      borderColor={isWanted ? 'primary600' : 'neutral200'}
      hasRadius
      style={{ outline: 'none' }}
    >
      <Typography fontWeight="bold" textColor="neutral800" tag="h3">
        {title}
      </Typography>
      {children}
    </Flex>
  );
};

interface EntryProps extends Omit<EntryFrameProps, 'children'> {
  words?: readonly string[];
  causes: readonly string[];
  remedy: string;
  /** Where it is mended. */
  onStep: (() => void) | null;
}

const Entry = ({ words = [], causes, remedy, onStep, ...frame }: EntryProps) => {
  const { t } = useTexts();
  return (
    <EntryFrame {...frame}>
      {words.length > 0 && <Quiet>{words.join(' · ')}</Quiet>}
      {causes.map((cause) => (
        <Typography key={cause} textColor="neutral800" tag="p">
          {cause}
        </Typography>
      ))}
      <Typography textColor="neutral800" tag="p">
        {t('common.what', { remedy })}
      </Typography>
      {onStep && (
        <Flex>
          <Button
            variant="tertiary"
            aria-label={`${t('review.toStep')}: ${frame.title}`}
            onClick={onStep}
          >
            {t('review.toStep')}
          </Button>
        </Flex>
      )}
    </EntryFrame>
  );
};

interface HelpSectionProps {
  view: Pick<ReviewView, 'refusals' | 'symptoms'>;
  /** Leads to a step; null for who may not see the steps. */
  onStep: ((step: ReviewStepId) => void) | null;
  /** The id of the entry that somebody came for. */
  wanted?: string | null;
}

/** What TikTok is known to refuse, and what others met, with the step that mends it. */
export const HelpSection = ({ view, onStep, wanted = null }: HelpSectionProps) => {
  const { t, said } = useTexts();
  const [query, setQuery] = useState('');
  const symptoms = useMemo(
    () =>
      view.symptoms.map((one) => ({
        ...one,
        title: said(one.title),
        causes: one.causes.map(said),
        remedy: said(one.remedy),
      })),
    [view.symptoms, said],
  );
  const found = useMemo(() => findSymptoms(symptoms, query), [symptoms, query]);
  const foundWords = t('review.symptoms.found', { count: found.length });
  useReadOut(foundWords);
  const to = (step: ReviewStepId | null) =>
    onStep === null || step === null ? null : () => onStep(step);
  return (
    <>
      <Card title={t('review.refusals')} description={t('review.refusals.what')}>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
          {view.refusals.map(({ id, says, causes, remedy, step }) => (
            <Entry
              key={id}
              id={id}
              title={says}
              isWanted={id === wanted}
              causes={causes.map(said)}
              remedy={said(remedy)}
              onStep={to(step)}
            />
          ))}
        </Flex>
      </Card>
      <Card title={t('review.symptoms')} description={t('review.symptoms.what')}>
        <Field.Root>
          <Field.Label>{t('review.symptoms.search')}</Field.Label>
          <Field.Input
            type="search"
            value={query}
            placeholder="redirect_uri_mismatch"
            onChange={(event: React.ChangeEvent<HTMLInputElement>) => setQuery(event.target.value)}
          />
        </Field.Root>
        <Quiet>{foundWords}</Quiet>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
          {found.map(({ id, title, words, causes, remedy, step }) => (
            <Entry
              key={id}
              id={id}
              title={title}
              isWanted={id === wanted}
              words={words}
              causes={causes}
              remedy={remedy}
              onStep={to(step)}
            />
          ))}
        </Flex>
      </Card>
    </>
  );
};
