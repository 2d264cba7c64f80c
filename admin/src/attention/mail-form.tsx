import { Box, Button, Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { type NotificationsView, updateNotifications } from '../../../contracts/attention';
import { useRoles } from '../accounts/use-roles';
import { Problem } from '../components/problem';
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface MailFormProps {
  view: NotificationsView;
  mayChange: boolean;
}

interface TickProps {
  label: string;
  hint?: string;
  checked: boolean;
  disabled: boolean;
  onChange: (on: boolean) => void;
}

const Tick = ({ label, hint, checked, disabled, onChange }: TickProps) => {
  const id = useId();
  return (
    <Field.Root id={id} hint={hint}>
      <Checkbox
        id={id}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onCheckedChange={(on) => onChange(on === true)}
      >
        {label}
      </Checkbox>
      <Box paddingLeft={7}>
        <Field.Hint />
      </Box>
    </Field.Root>
  );
};

interface RolesProps {
  chosen: number[];
  disabled: boolean;
  onChange: (roleIds: number[]) => void;
}

const Roles = ({ chosen, disabled, onChange }: RolesProps) => {
  const { t } = useTexts();
  const id = useId();
  const roles = useRoles();
  if (roles === 'forbidden') {
    return (
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('attention.mail.roles.forbidden')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="flex-start" gap={2} role="group" aria-labelledby={id}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('attention.mail.roles')}
      </Typography>
      {(roles ?? []).map((role) => (
        <Checkbox
          key={role.id}
          checked={chosen.includes(role.id)}
          disabled={disabled}
          onCheckedChange={(on) =>
            onChange([
              ...chosen.filter((one) => one !== role.id),
              ...(on === true ? [role.id] : []),
            ])
          }
        >
          {role.name}
        </Checkbox>
      ))}
    </Flex>
  );
};

const valuesOf = ({ enabled, roleIds, creatorReminders }: NotificationsView) => ({
  enabled,
  roleIds,
  creatorReminders,
});

/** Whether mails are sent, and to whom. */
export const MailForm = ({ view, mayChange }: MailFormProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const edit = useSharedEdit({
    endpoint: updateNotifications,
    saved: view,
    valuesOf,
    savedOf: (answer) => answer,
  });
  const { values, problem } = edit;
  const { enabled, roleIds, creatorReminders } = values;
  const set = (changes: Partial<typeof values>) =>
    edit.setValues((before) => ({ ...before, ...changes }));
  // What was switched on before the provider changed can always be switched off.
  const unproven = view.confirmedAt === null && !enabled;

  const submit = async () => {
    const saved = await edit.save((version) => ({ body: { version, ...values } }));
    if (saved) notify.done(t('attention.mail.saved'));
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {problem && <Problem problem={problem} />}
      <Tick
        label={t('attention.mail.enabled')}
        hint={t('attention.mail.enabled.hint')}
        checked={enabled}
        disabled={!mayChange || unproven}
        onChange={(on) => set({ enabled: on })}
      />
      <Roles
        chosen={roleIds}
        disabled={!mayChange}
        onChange={(chosen) => set({ roleIds: chosen })}
      />
      <Tick
        label={t('attention.mail.reminders')}
        hint={t('attention.mail.reminders.hint')}
        checked={creatorReminders}
        disabled={!mayChange}
        onChange={(on) => set({ creatorReminders: on })}
      />
      {mayChange && (
        <Flex>
          <Button
            type="button"
            variant="secondary"
            loading={edit.isRunning}
            onClick={() => void submit()}
          >
            {t('common.save')}
          </Button>
        </Flex>
      )}
      {edit.question}
    </Flex>
  );
};
