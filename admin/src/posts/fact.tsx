import { Box, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { styled } from 'styled-components';

/** A list of names and values; put `Fact`s inside. */
export const Facts = styled.dl`
  display: flex;
  flex-direction: column;
  gap: ${({ theme }) => theme.spaces[4]};
`;

/** A name and its value; nothing where there is no value. */
export const Fact = ({
  name,
  help,
  children,
}: {
  name: string;
  /** What the value means, where its word is not plain. */
  help?: string;
  children: ReactNode;
}) =>
  children === null || children === undefined || children === '' || children === false ? null : (
    <Box>
      <Typography variant="pi" fontWeight="bold" textColor="neutral600" tag="dt">
        {name}
      </Typography>
      <Typography tag="dd" style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
      {help !== undefined && (
        <Typography variant="pi" textColor="neutral600" tag="dd">
          {help}
        </Typography>
      )}
    </Box>
  );
