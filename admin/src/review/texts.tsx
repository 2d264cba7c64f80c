import { Box, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { CopyButton, CopyField } from '../components/copy';

/** A heading inside a card. */
export const SubHeading = ({ children }: { children: ReactNode }) => (
  <Typography fontWeight="bold" textColor="neutral800" tag="h3">
    {children}
  </Typography>
);

/** Plain words in the quiet colour. */
export const Quiet = ({ children }: { children: ReactNode }) => (
  <Typography variant="pi" textColor="neutral600" tag="p">
    {children}
  </Typography>
);

/** Term and description; put several into a `<dl>`. */
export const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <Flex direction="column" alignItems="stretch" minWidth={0}>
    <Typography variant="sigma" textColor="neutral600" tag="dt">
      {term}
    </Typography>
    <Typography tag="dd" textColor="neutral800" style={{ overflowWrap: 'anywhere', margin: 0 }}>
      {children}
    </Typography>
  </Flex>
);

interface CopyTextProps {
  label: string;
  value: string;
  hint?: string;
}

/** Several lines to paste somewhere else. */
const CopyLines = ({ label, value, hint }: CopyTextProps) => (
  <Field.Root hint={hint}>
    <Field.Label>{label}</Field.Label>
    <Flex gap={2} alignItems="flex-start">
      <Box grow={1} minWidth={0}>
        <Textarea readOnly value={value} />
      </Box>
      <CopyButton value={value} name={label} />
    </Flex>
    <Field.Hint />
  </Field.Root>
);

/** A text to paste somewhere else, in one line or several. */
export const CopyText = ({
  multiline = false,
  ...props
}: CopyTextProps & { multiline?: boolean }) =>
  multiline ? <CopyLines {...props} /> : <CopyField {...props} />;
