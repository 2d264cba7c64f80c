import { Button, Field, Flex, Typography } from '@strapi/design-system';
import { useMemo, useState } from 'react';

import { type ReviewStepId, type ReviewView } from '../../../contracts/review-view';
import { Card } from '../components/card';
import { useTexts } from '../translations';
import { findSymptoms } from './symptoms';
import { Quiet } from './texts';

interface EntryProps {
  title: string;
  words?: readonly string[];
  causes: readonly string[];
  remedy: string;
  /** Where it is mended. */
  onStep: (() => void) | null;
}

const Entry = ({ title, words = [], causes, remedy, onStep }: EntryProps) => {
  const { t } = useTexts();
  return (
    <Flex
      tag="li"
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={4}
      borderColor="neutral200"
      hasRadius
    >
      <Typography fontWeight="bold" textColor="neutral800" tag="h3">
        {title}
      </Typography>
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
            aria-label={`${t('review.toStep')}: ${title}`}
            onClick={onStep}
          >
            {t('review.toStep')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};

interface HelpSectionProps {
  view: ReviewView;
  onStep: (step: ReviewStepId) => void;
}

/** What TikTok is known to refuse, and what others met, with the step that mends it. */
export const HelpSection = ({ view, onStep }: HelpSectionProps) => {
  const { t } = useTexts();
  const [query, setQuery] = useState('');
  const found = useMemo(() => findSymptoms(view.symptoms, query), [view.symptoms, query]);
  return (
    <>
      <Card title={t('review.refusals')} description={t('review.refusals.what')}>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
          {view.refusals.map(({ id, says, causes, remedy, step }) => (
            <Entry
              key={id}
              title={says}
              causes={causes}
              remedy={remedy}
              onStep={() => onStep(step)}
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
        <div role="status">
          <Quiet>{t('review.symptoms.found', { count: found.length })}</Quiet>
        </div>
        <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
          {found.map(({ id, title, words, causes, remedy, step }) => (
            <Entry
              key={id}
              title={title}
              words={words}
              causes={causes}
              remedy={remedy}
              onStep={step === null ? null : () => onStep(step)}
            />
          ))}
        </Flex>
      </Card>
    </>
  );
};
