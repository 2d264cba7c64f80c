import { Box, Field, Flex, IconButton, Typography } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { useClipboard } from '@strapi/strapi/admin';
import { type ReactNode } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface CopyButtonProps {
  /** What is copied. */
  value: string;
  /** What it is, for the button's name: "Copy: Redirect URI". */
  name: string;
}

/** Copies a text and says whether that worked. */
export const CopyButton = ({ value, name }: CopyButtonProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { copy } = useClipboard();
  const onClick = async () => {
    if (await copy(value)) notify.done(t('common.copied'));
    else notify.warn(t('common.copyFailed'));
  };
  return (
    <IconButton
      type="button"
      label={t('common.copyNamed', { name })}
      onClick={() => void onClick()}
    >
      <Duplicate />
    </IconButton>
  );
};

interface CopyFieldProps {
  label: string;
  value: string;
  hint?: string;
  /** Beside the label, such as a badge. */
  aside?: ReactNode;
}

/** A value to register somewhere else: read-only, selectable, with a copy button. */
export const CopyField = ({ label, value, hint, aside }: CopyFieldProps) => (
  <Field.Root hint={hint}>
    <Flex gap={2} wrap="wrap">
      <Field.Label>{label}</Field.Label>
      {aside}
    </Flex>
    <Flex gap={2} alignItems="center">
      <Box grow={1} minWidth={0}>
        <Field.Input
          readOnly
          value={value}
          onFocus={(event: React.FocusEvent<HTMLInputElement>) => event.target.select()}
        />
      </Box>
      <CopyButton value={value} name={label} />
    </Flex>
    <Field.Hint />
  </Field.Root>
);

const Code = styled.pre`
  overflow: auto;
  max-height: 32rem;
  margin: 0;
  padding: ${({ theme }) => theme.spaces[4]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral100};
  color: ${({ theme }) => theme.colors.neutral800};
  font-family: monospace;
  font-size: 1.2rem;
  line-height: 1.5;
  white-space: pre;
`;

/** A file to paste somewhere else, with its name and a copy button; scrolls by keyboard. */
export const CopyCode = ({ path, content }: { path: string; content: string }) => (
  <Flex direction="column" alignItems="stretch" gap={2}>
    <Flex justifyContent="space-between" gap={2}>
      <Typography variant="sigma" textColor="neutral600">
        {path}
      </Typography>
      <CopyButton value={content} name={path} />
    </Flex>
    <Code tabIndex={0} aria-label={path} role="region">
      <code>{content}</code>
    </Code>
  </Flex>
);
