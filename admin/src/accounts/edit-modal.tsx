import { Box, Button, Combobox, ComboboxOption, Field, Flex, Modal } from '@strapi/design-system';
import { type FormEvent, useState } from 'react';

import { type AccountView, updateAccount } from '../../../contracts/accounts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { RoleChoice } from './role-choice';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');

interface EditModalProps {
  account: AccountView;
  onClose: () => void;
}

/** Label, time zone, the creator's address, and the roles that may post with the account. */
export const EditModal = ({ account, onClose }: EditModalProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const save = useTikTokMutation(updateAccount);
  const [label, setLabel] = useState(account.label ?? '');
  const [timeZone, setTimeZone] = useState(account.timeZone);
  const [roleIds, setRoleIds] = useState(account.roleIds);
  const [creatorEmail, setCreatorEmail] = useState(account.creatorEmail ?? '');
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const fields = problem?.fields ?? {};

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await save.run({
      params: { id: account.id },
      body: {
        label: label.trim() || null,
        timeZone,
        roleIds,
        creatorEmail: creatorEmail.trim() || null,
      },
    });
    if (!outcome.ok) return setProblem(outcome.problem);
    notify.done(t('accounts.saved'));
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !save.isRunning && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('accounts.edit.title', { name: account.nickname })}</Modal.Title>
        </Modal.Header>
        <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {problem && <Problem problem={problem} />}
              <Field.Root hint={t('accounts.label.hint')} error={fields.label}>
                <Field.Label>{t('accounts.label')}</Field.Label>
                <Field.Input
                  value={label}
                  maxLength={80}
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    setLabel(event.target.value)
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
              <Field.Root hint={t('accounts.timeZone.hint')} error={fields.timeZone}>
                <Field.Label>{t('accounts.timeZone')}</Field.Label>
                <Combobox
                  value={timeZone ?? ''}
                  placeholder={t('accounts.timeZone.own')}
                  clearLabel={t('accounts.timeZone.clear')}
                  autocomplete={{ type: 'list', filter: 'contains' }}
                  onChange={(chosen?: string) => setTimeZone(chosen || null)}
                  onClear={() => setTimeZone(null)}
                >
                  {TIME_ZONES.map((zone) => (
                    <ComboboxOption key={zone} value={zone}>
                      {zone}
                    </ComboboxOption>
                  ))}
                </Combobox>
                <Field.Hint />
                <Field.Error />
              </Field.Root>
              <Field.Root hint={t('accounts.creatorEmail.hint')} error={fields.creatorEmail}>
                <Field.Label>{t('accounts.creatorEmail')}</Field.Label>
                <Field.Input
                  type="email"
                  value={creatorEmail}
                  maxLength={254}
                  autoComplete="off"
                  onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                    setCreatorEmail(event.target.value)
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
              <RoleChoice value={roleIds} onChange={setRoleIds} />
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={save.isRunning}>
                {t('common.cancel')}
              </Button>
            </Modal.Close>
            <Button type="submit" loading={save.isRunning}>
              {t('common.save')}
            </Button>
          </Modal.Footer>
        </Box>
      </Modal.Content>
    </Modal.Root>
  );
};
