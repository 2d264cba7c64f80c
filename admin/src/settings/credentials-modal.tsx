import { Box, Button, Field, Flex, Modal } from '@strapi/design-system';
import { type FormEvent, useState } from 'react';

import { type AppView, putApp } from '../../../contracts/settings';
import { type TikTokProblem } from '../api';
import { Problem } from '../components/problem';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useNotify } from '../utils/use-notify';

interface CredentialsModalProps {
  app: AppView;
  onClose: () => void;
  /** The pair was stored: it is worth asking TikTok about it. */
  onStored: () => void;
}

interface PasteFieldProps {
  label: string;
  hint: string;
  error: string | undefined;
  value: string;
  secret?: boolean;
  required?: boolean;
  onChange: (value: string) => void;
}

const PasteField = ({ label, hint, error, value, secret, required, onChange }: PasteFieldProps) => (
  <Field.Root hint={hint} error={error} required={required}>
    <Field.Label>{label}</Field.Label>
    <Field.Input
      // A password manager must not offer or keep what belongs to the app.
      type={secret ? 'password' : 'text'}
      autoComplete={secret ? 'new-password' : 'off'}
      spellCheck={false}
      value={value}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
    <Field.Hint />
    <Field.Error />
  </Field.Root>
);

/** Enters or replaces one mode's pair. The secret goes to the server once and is never sent back. */
export const CredentialsModal = ({ app, onClose, onStored }: CredentialsModalProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const save = useSharedWrite(putApp);
  const [seen] = useState(app.version);
  const stored = app.source === 'store';
  const [clientKey, setClientKey] = useState(stored ? (app.clientKey ?? '') : '');
  const [clientSecret, setClientSecret] = useState('');
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const mayKeep = stored && app.secret === 'set' && clientKey.trim() === app.clientKey;
  const newKey = stored && app.clientKey !== null && clientKey.trim() !== app.clientKey;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    // React hands events of a portal to the form around it, which would save the settings as well.
    event.stopPropagation();
    const secret = clientSecret === '' ? {} : { clientSecret };
    const outcome = await save.run(seen, (version) => ({
      params: { mode: app.mode },
      body: { version, clientKey, ...secret },
    }));
    setProblem(outcome.result === 'refused' ? outcome.problem : null);
    // What somebody else stored is on the page behind this dialog; the secret itself is never shown.
    if (outcome.result === 'theirs') return onClose();
    if (outcome.result !== 'saved') return;
    notify.done(t('settings.app.stored', { mode: t(`settings.mode.${app.mode}`) }));
    onClose();
    onStored();
  };

  const disconnects =
    newKey && app.accounts.connected > 0
      ? t('settings.app.newKey', { count: app.accounts.connected })
      : null;
  useReadOut(disconnects);

  const fields = problem?.fields ?? {};
  const elsewhere = problem && !fields.clientKey && !fields.clientSecret;
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !save.isRunning && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>
            {t('settings.app.edit.title', { mode: t(`settings.mode.${app.mode}`) })}
          </Modal.Title>
        </Modal.Header>
        <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {elsewhere && <Problem problem={problem} />}
              <PasteField
                label={t('settings.app.clientKey')}
                hint={t('settings.app.clientKey.hint')}
                error={fields.clientKey}
                value={clientKey}
                required
                onChange={setClientKey}
              />
              <PasteField
                label={t('settings.app.clientSecret')}
                hint={t(
                  mayKeep ? 'settings.app.clientSecret.keep' : 'settings.app.clientSecret.hint',
                )}
                error={fields.clientSecret}
                value={clientSecret}
                secret
                required={!mayKeep}
                onChange={setClientSecret}
              />
              {disconnects !== null && (
                <Field.Root hint={disconnects}>
                  <Field.Hint />
                </Field.Root>
              )}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={save.isRunning}>
                {t('common.cancel')}
              </Button>
            </Modal.Close>
            <Button
              type="submit"
              loading={save.isRunning}
              disabled={clientKey === '' || (clientSecret === '' && !mayKeep)}
            >
              {t('common.save')}
            </Button>
          </Modal.Footer>
        </Box>
        {save.question}
      </Modal.Content>
    </Modal.Root>
  );
};
