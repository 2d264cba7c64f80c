import { Button, Flex } from '@strapi/design-system';
import { Check, Plus } from '@strapi/icons';
import { useEffect } from 'react';

import { putReviewProperties } from '../../../contracts/review';
import { type UrlProperty } from '../../../contracts/review-facts';
import { type ReviewView } from '../../../contracts/review-view';
import { Card } from '../components/card';
import { Problem } from '../components/problem';
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { NEW_PROPERTY } from './facts';
import { drafts } from './drafts';
import { PropertyFields } from './property-fields';
import { Quiet } from './texts';

const savedOf = ({ factsVersion, properties }: ReviewView) => ({
  version: factsVersion,
  properties: properties as readonly UrlProperty[],
});

/**
 * The URL properties as TikTok's portal gives them. The rows are this form's own until saved, unless
 * nobody touched them.
 */
export const PropertiesCard = ({ view }: { view: ReviewView }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const edit = useSharedEdit({
    endpoint: putReviewProperties,
    saved: savedOf(view),
    valuesOf: ({ properties }) => properties,
    savedOf,
    kept: drafts.properties,
  });
  const { values: rows, kept, isChanged, problem } = edit;

  useEffect(() => {
    drafts.properties = kept;
  }, [kept]);

  const submit = async () => {
    const saved = await edit.save((seen) => ({ body: { version: seen, properties: [...rows] } }));
    if (saved) notify.done(t('review.properties.saved'));
  };

  return (
    <Card title={t('review.properties')} description={t('review.properties.what')}>
      {problem && <Problem problem={problem} />}
      {rows.length === 0 && <Quiet>{t('review.properties.none')}</Quiet>}
      {rows.map((property, index) => (
        <PropertyFields
          key={index}
          number={index + 1}
          property={property}
          errorOf={(field) => problem?.fields[`properties.${index}.${field}`]}
          onChange={(next) => edit.setValues(rows.map((one, at) => (at === index ? next : one)))}
          onRemove={() => edit.setValues(rows.filter((_, at) => at !== index))}
        />
      ))}
      <Flex gap={2} wrap="wrap">
        <Button
          variant="secondary"
          startIcon={<Plus />}
          onClick={() => edit.setValues([...rows, NEW_PROPERTY])}
        >
          {t('review.properties.add')}
        </Button>
        <Button
          startIcon={<Check />}
          disabled={!isChanged}
          loading={edit.isRunning}
          onClick={() => void submit()}
        >
          {t('review.properties.save')}
        </Button>
      </Flex>
      {edit.question}
    </Card>
  );
};
