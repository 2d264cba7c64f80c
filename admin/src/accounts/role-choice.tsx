import { Box, Checkbox, Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { useTexts } from '../translations';
import { useRoles } from './use-roles';

interface RoleChoiceProps {
  /** Null: every role that may compose. */
  value: number[] | null;
  onChange: (roleIds: number[] | null) => void;
}

/** Which roles may post with the account. */
export const RoleChoice = ({ value, onChange }: RoleChoiceProps) => {
  const { t } = useTexts();
  const id = useId();
  const roles = useRoles();
  if (roles === 'forbidden') {
    return (
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('accounts.roles.forbidden')}
      </Typography>
    );
  }
  const toggle = (role: number, on: boolean) =>
    onChange([...(value ?? []).filter((one) => one !== role), ...(on ? [role] : [])]);
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('accounts.roles')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={value ? 'some' : 'all'}
        onValueChange={(chosen) => onChange(chosen === 'all' ? null : [])}
      >
        <Radio.Item value="all">{t('accounts.roles.all')}</Radio.Item>
        <Radio.Item value="some">{t('accounts.roles.only')}</Radio.Item>
      </Radio.Group>
      {value && (
        <Box paddingLeft={7}>
          <Flex direction="column" alignItems="flex-start" gap={2}>
            {(roles ?? []).map((role) => (
              <Checkbox
                key={role.id}
                checked={value.includes(role.id)}
                onCheckedChange={(checked) => toggle(role.id, checked === true)}
              >
                {role.name}
              </Checkbox>
            ))}
          </Flex>
        </Box>
      )}
    </Flex>
  );
};
