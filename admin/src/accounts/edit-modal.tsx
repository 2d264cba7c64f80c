import { Box, Button, Combobox, ComboboxOption, Field, Flex, Modal } from '@strapi/design-system';
import { type FormEvent } from 'react';

import { type AccountView, updateAccount } from '../../../contracts/accounts';
import { Problem } from '../components/problem';
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { RoleChoice } from './role-choice';

const TIME_ZONES = Intl.supportedValuesOf('timeZone');

const valuesOf = ({ label, timeZone, roleIds, creatorEmail }: AccountView) => ({
  label: label ?? '',
  timeZone,
  roleIds,
  creatorEmail: creatorEmail ?? '',
});

interface EditModalProps {
  account: AccountView;
  onClose: () => void;
}

/** Label, time zone, the creator's address, and the roles that may post with the account. */
export const EditModal = ({ account, onClose }: EditModalProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const edit = useSharedEdit({
    endpoint: updateAccount,
    saved: account,
    valuesOf,
    savedOf: (answer) => answer.account,
  });
  const { values, problem } = edit;
  const { label, timeZone, roleIds, creatorEmail } = values;
  const set = (changes: Partial<typeof values>) =>
    edit.setValues((before) => ({ ...before, ...changes }));
  const fields = problem?.fields ?? {};

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await edit.save((version) => ({
      params: { id: account.id },
      body: {
        version,
        label: label.trim() || null,
        timeZone,
        roleIds,
        creatorEmail: creatorEmail.trim() || null,
      },
    }));
    if (!saved) return;
    notify.done(t('accounts.saved'));
    onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !edit.isRunning && onClose()}>
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
                    set({ label: event.target.value })
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
                  onChange={(chosen?: string) => set({ timeZone: chosen || null })}
                  onClear={() => set({ timeZone: null })}
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
                    set({ creatorEmail: event.target.value })
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
              <RoleChoice value={roleIds} onChange={(chosen) => set({ roleIds: chosen })} />
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={edit.isRunning}>
                {t('common.cancel')}
              </Button>
            </Modal.Close>
            <Button type="submit" loading={edit.isRunning}>
              {t('common.save')}
            </Button>
          </Modal.Footer>
        </Box>
        {edit.question}
      </Modal.Content>
    </Modal.Root>
  );
};
