import { Box, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

interface PlainTableProps {
  label: string;
  head: readonly string[];
  /** The last of fewer cells than there are columns reaches to the end. */
  rows: readonly { key: string; cells: readonly ReactNode[]; muted?: boolean }[];
}

/** A table of words and numbers, with a name for screen readers; wide ones scroll in themselves. */
export const PlainTable = ({ label, head, rows }: PlainTableProps) => (
  <Box overflow="auto" width="100%" tabIndex={0} role="region" aria-label={label}>
    <Table colCount={head.length} rowCount={rows.length + 1} aria-label={label}>
      <Thead>
        <Tr>
          {head.map((name) => (
            <Th key={name}>
              <Typography variant="sigma">{name}</Typography>
            </Th>
          ))}
        </Tr>
      </Thead>
      <Tbody>
        {rows.map(({ key, cells, muted }) => (
          <Tr key={key}>
            {cells.map((cell, index) => (
              <Td
                key={head[index]}
                colSpan={
                  index === cells.length - 1 && cells.length < head.length
                    ? head.length - index
                    : undefined
                }
              >
                <Typography textColor={muted ? 'neutral600' : 'neutral800'}>{cell}</Typography>
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  </Box>
);
