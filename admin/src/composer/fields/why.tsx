import { Tooltip } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { styled } from 'styled-components';

const Hoverable = styled.span`
  display: block;
`;

interface WhyProps {
  /** The hover text; null: none. */
  why: string | null;
  children: ReactNode;
}

/**
 * A hover text over something that is disabled: disabled controls take neither pointer nor focus, so
 * this stands around them and takes both.
 */
export const Why = ({ why, children }: WhyProps) =>
  why === null ? (
    <>{children}</>
  ) : (
    <Tooltip label={why} delayDuration={0}>
      <Hoverable tabIndex={0}>{children}</Hoverable>
    </Tooltip>
  );
