import { Button, Flex } from '@strapi/design-system';
import { Check } from '@strapi/icons';
import { Blocker, Form, type FormErrors, type FormHelpers, Layouts } from '@strapi/strapi/admin';
import { useState } from 'react';

import { type SettingsInput, type SettingsView, updateSettings } from '../../../contracts/settings';
import { type TikTokProblem } from '../api';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { Moved } from '../components/moved';
import { Problem } from '../components/problem';
import { StopNote } from '../health/health-bar';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTheirs } from '../shared-edit/use-theirs';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { AddressesCard } from './addresses-card';
import { AppsCard } from './apps-card';
import { type Base, baseOf, hasMoved, nestedErrors } from './input';
import { RetentionCard } from './retention-card';
import { SharingCard } from './sharing-card';
import { StatusCard } from './status-card';
import { VaultCard } from './vault-card';

interface SettingsFormProps {
  view: SettingsView;
  mayChange: boolean;
}

/**
 * Everything an administrator decides, saved in one press. What the form started from stays put while
 * somebody types, so that a change by someone else is told instead of overwritten.
 */
export const SettingsForm = ({ view, mayChange }: SettingsFormProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const save = useSharedWrite(updateSettings);
  const [base, setBase] = useState<Base>(() => baseOf(view));
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const moved = hasMoved(base, view);
  const showTheirs = useTheirs(view.version, () => setBase(baseOf(view)));

  const submit = async (
    values: SettingsInput,
    { setErrors }: FormHelpers<SettingsInput>,
  ): Promise<void> => {
    const version = moved ? base.version : Math.max(base.version, view.version);
    const outcome = await save.run(version, (seen) => ({ body: { ...values, version: seen } }));
    setProblem(outcome.result === 'refused' ? outcome.problem : null);
    if (outcome.result === 'saved') {
      setBase(baseOf(outcome.data));
      notify.done(t('settings.saved'));
    }
    if (outcome.result === 'theirs') showTheirs(outcome.conflict.version);
    if (outcome.result !== 'refused') return;
    setErrors(nestedErrors(outcome.problem.fields) as FormErrors<SettingsInput>);
    notify.failed(outcome.problem);
  };

  return (
    <Form<SettingsInput>
      method="PUT"
      initialValues={base.values}
      disabled={!mayChange}
      onSubmit={submit}
    >
      {({ modified, isSubmitting, values }) => (
        <>
          <Layouts.Header
            title={t('settings.title')}
            subtitle={t('settings.subtitle')}
            primaryAction={
              mayChange && (
                <Button
                  type="submit"
                  startIcon={<Check />}
                  disabled={!modified}
                  loading={isSubmitting}
                >
                  {t('common.save')}
                </Button>
              )
            }
          />
          <Layouts.Content>
            <Flex direction="column" alignItems="stretch" gap={6}>
              <StopNote />
              {!mayChange && <Note level="info">{t('settings.readOnly')}</Note>}
              {problem && <Problem problem={problem} />}
              <Moved moved={moved} modified={modified} onReload={() => setBase(baseOf(view))} />
              <Notices notices={view.notices} />
              <StatusCard view={view} draft={values} />
              <AppsCard view={view} mayChange={mayChange} />
              <SharingCard view={view} modified={modified} />
              <AddressesCard view={view} draft={values} />
              <VaultCard view={view} mayChange={mayChange} />
              <RetentionCard />
            </Flex>
          </Layouts.Content>
          {save.question}
          <Blocker />
        </>
      )}
    </Form>
  );
};
