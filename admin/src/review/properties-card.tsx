import { Button, Flex } from '@strapi/design-system';
import { Check, Plus } from '@strapi/icons';
import { useState } from 'react';

import { putReviewProperties } from '../../../contracts/review';
import { type UrlProperty } from '../../../contracts/review-facts';
import { type ReviewView } from '../../../contracts/review-view';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Card } from '../components/card';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { NEW_PROPERTY } from './facts';
import { drafts } from './drafts';
import { PropertyFields } from './property-fields';
import { Quiet } from './texts';

/**
 * The URL properties as TikTok's portal gives them. The rows are this form's own until saved, unless
 * nobody touched them.
 */
export const PropertiesCard = ({ view }: { view: ReviewView }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const save = useTikTokMutation(putReviewProperties);
  const [own, setOwn] = useState(drafts.properties);
  const rows = own ?? view.properties;
  const keep = (next: readonly UrlProperty[] | null) => {
    drafts.properties = next;
    setOwn(next);
  };
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const isChanged = JSON.stringify(rows) !== JSON.stringify(view.properties);

  const submit = async () => {
    const outcome = await save.run({
      body: { version: view.factsVersion, properties: [...rows] },
    });
    setProblem(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return;
    keep(null);
    notify.done(t('review.properties.saved'));
  };

  const takeTheirs = () => {
    keep(null);
    setProblem(null);
  };

  return (
    <Card title={t('review.properties')} description={t('review.properties.what')}>
      {problem && (
        <Problem
          problem={problem}
          action={
            // Saving again would overwrite what somebody else entered.
            problem.status === 409 && (
              <Button variant="secondary" onClick={takeTheirs}>
                {t('settings.moved.reload')}
              </Button>
            )
          }
        />
      )}
      {rows.length === 0 && <Quiet>{t('review.properties.none')}</Quiet>}
      {rows.map((property, index) => (
        <PropertyFields
          key={index}
          number={index + 1}
          property={property}
          errorOf={(field) => problem?.fields[`properties.${index}.${field}`]}
          onChange={(next) => keep(rows.map((one, at) => (at === index ? next : one)))}
          onRemove={() => keep(rows.filter((_, at) => at !== index))}
        />
      ))}
      <Flex gap={2} wrap="wrap">
        <Button
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => keep([...rows, NEW_PROPERTY])}
        >
          {t('review.properties.add')}
        </Button>
        <Button
          startIcon={<Check />}
          disabled={!isChanged || problem?.status === 409}
          loading={save.isRunning}
          onClick={() => void submit()}
        >
          {t('review.properties.save')}
        </Button>
      </Flex>
    </Card>
  );
};
