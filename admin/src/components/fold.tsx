import { Box, Typography } from '@strapi/design-system';
import { type ReactNode, useState } from 'react';
import { styled } from 'styled-components';

/** The browser's own disclosure: opened by Enter and Space, found by a search in the page. */
const Details = styled.details`
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};

  > summary {
    padding: ${({ theme }) => theme.spaces[3]};
    border-radius: ${({ theme }) => theme.borderRadius};
    color: ${({ theme }) => theme.colors.neutral800};
    cursor: pointer;
    overflow-wrap: anywhere;
  }

  > summary:focus-visible {
    outline: 2px solid ${({ theme }) => theme.colors.primary600};
  }
`;

interface FoldProps {
  title: string;
  /** What is set inside, for whoever does not open it. */
  summary: string;
  /** True where it opens unfolded. */
  startsOpen?: boolean;
  children: ReactNode;
}

/** Rarely used fields, folded away behind a line that says what is set in them. */
export const Fold = ({ title, summary, startsOpen = false, children }: FoldProps) => {
  const [isOpen, setIsOpen] = useState(startsOpen);
  return (
    <Details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>
        <Typography fontWeight="bold">{title}</Typography>{' '}
        {!isOpen && (
          <Typography variant="pi" textColor="neutral600">
            {summary}
          </Typography>
        )}
      </summary>
      {isOpen && (
        <Box padding={3} paddingTop={0}>
          {children}
        </Box>
      )}
    </Details>
  );
};
