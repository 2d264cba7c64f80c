import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Blocker, Form, type FormErrors, type FormHelpers } from '@strapi/strapi/admin';
import { useState } from 'react';

import { putReviewFacts } from '../../../contracts/review';
import { type ReviewView } from '../../../contracts/review-view';
import { type TikTokProblem } from '../api';
import { Moved } from '../components/moved';
import { Problem } from '../components/problem';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTheirs } from '../shared-edit/use-theirs';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import {
  type FactsBase,
  factErrors,
  factsBaseOf,
  type FactsInput,
  factsMoved,
  factsOf,
} from './facts';
import { FactsFields } from './facts-fields';
import { FilesCard } from './files-card';

/** What only the site's people know; saved in one press. */
export const FactsSection = ({ view }: { view: ReviewView }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const save = useSharedWrite(putReviewFacts);
  const [base, setBase] = useState<FactsBase>(() => factsBaseOf(view));
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const moved = factsMoved(base, view);
  const showTheirs = useTheirs(view.factsVersion, () => setBase(factsBaseOf(view)));

  const submit = async (
    values: FactsInput,
    { setErrors }: FormHelpers<FactsInput>,
  ): Promise<void> => {
    const version = moved ? base.version : Math.max(base.version, view.factsVersion);
    const outcome = await save.run(version, (seen) => ({
      body: { version: seen, facts: factsOf(values) },
    }));
    setProblem(outcome.result === 'refused' ? outcome.problem : null);
    if (outcome.result === 'saved') {
      setBase(factsBaseOf(outcome.data));
      notify.done(t('review.facts.saved'));
    }
    if (outcome.result === 'theirs') showTheirs(outcome.conflict.version);
    if (outcome.result !== 'refused') return;
    setErrors(factErrors(outcome.problem.fields) as FormErrors<FactsInput>);
    notify.failed(outcome.problem);
  };

  return (
    <Form<FactsInput> method="PUT" initialValues={base.values} onSubmit={submit}>
      {({ modified, isSubmitting }) => (
        <Flex direction="column" alignItems="stretch" gap={6}>
          {problem && <Problem problem={problem} />}
          <Moved moved={moved} modified={modified} onReload={() => setBase(factsBaseOf(view))} />
          <FactsFields />
          <FilesCard savedVersion={view.factsVersion} />
          <Flex justifyContent="flex-end">
            <Button type="submit" startIcon={<Check />} disabled={!modified} loading={isSubmitting}>
              {t('review.facts.save')}
            </Button>
          </Flex>
          {save.question}
          <Blocker />
        </Flex>
      )}
    </Form>
  );
};
