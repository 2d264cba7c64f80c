import { Field, Flex, Typography } from '@strapi/design-system';
import { type ChangeEvent, useState } from 'react';

import { importRules, type RulesExport } from '../../../contracts/rules';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useReadOutOf } from '../utils/read-out';
import { useNotify } from '../utils/use-notify';
import { readExport } from './read-export';

type Plan = ResponseOf<typeof importRules>;

const Names = ({ title, names }: { title: string; names: readonly string[] }) =>
  names.length === 0 ? null : (
    <Flex direction="column" alignItems="stretch" gap={1}>
      <Typography fontWeight="bold" tag="p">
        {title}
      </Typography>
      <ul>
        {names.map((name) => (
          <Typography key={name} tag="li">
            {name}
          </Typography>
        ))}
      </ul>
    </Flex>
  );

const PlanText = ({ plan, data }: { plan: Plan; data: RulesExport }) => {
  const { t, said } = useTexts();
  const { created, replaced, problems } = plan;
  const words = useReadOutOf<HTMLDivElement>();
  return (
    <Flex direction="column" alignItems="stretch" gap={3} ref={words}>
      <Names title={t('rule.import.created')} names={created} />
      <Names title={t('rule.import.replaced')} names={replaced} />
      <Typography tag="p">
        {t('rule.import.besides', {
          types: data.types.length,
          accounts: data.postingTimes.length,
        })}
      </Typography>
      {problems.length > 0 && (
        <Note level="warning" title={t('rule.import.problems')}>
          {problems.map(said).join(' ')}
        </Note>
      )}
    </Flex>
  );
};

/** A file from another environment: read, what would happen, and only then saved. */
export const ImportDialog = ({ onClose }: { onClose: () => void }) => {
  const { t, said } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(importRules);
  const [read, setRead] = useState<{ data: RulesExport; plan: Plan } | null>(null);
  const [wrong, setWrong] = useState<'file' | TikTokProblem | null>(null);

  const choose = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    setRead(null);
    setWrong(null);
    if (!file) return;
    const data = readExport(await file.text());
    if (!data) return setWrong('file');
    const outcome = await run({ body: { data, save: false } });
    if (outcome.ok) setRead({ data, plan: outcome.data });
    else setWrong(outcome.problem);
  };

  const onConfirm = async () => {
    if (!read) return null;
    const outcome = await run({ body: { data: read.data, save: true } });
    if (!outcome.ok) return outcome.problem;
    const { created, replaced, problems } = outcome.data;
    notify.done(t('rule.import.done', { count: created.length + replaced.length }));
    if (problems.length > 0) notify.warn(problems.map(said).join(' '));
    return null;
  };

  return (
    <Confirm
      title={t('rule.import')}
      confirmLabel={t('rule.import.save')}
      variant="default"
      ready={read !== null}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography tag="p">{t('rule.import.what')}</Typography>
      <Field.Root
        name="file"
        error={wrong === 'file' ? t('rule.import.wrongFile') : undefined}
        required
      >
        <Field.Label>{t('rule.import.file')}</Field.Label>
        <Field.Input
          type="file"
          accept="application/json,.json"
          onChange={(event: ChangeEvent<HTMLInputElement>) => void choose(event)}
        />
        <Field.Error />
      </Field.Root>
      {wrong !== null && wrong !== 'file' && <Problem problem={wrong} />}
      {read && <PlanText {...read} />}
    </Confirm>
  );
};
