import { Box, Flex, Typography } from '@strapi/design-system';
import { CheckCircle, Information, WarningCircle } from '@strapi/icons';
import { type ReactNode } from 'react';

import { useTexts } from '../translations';
import { useReadOutOf } from '../utils/read-out';

export type NoteLevel = 'info' | 'warning' | 'danger' | 'success';

const LOOK = {
  info: { background: 'primary100', border: 'primary200', color: 'primary600', Icon: Information },
  warning: {
    background: 'warning100',
    border: 'warning200',
    color: 'warning600',
    Icon: WarningCircle,
  },
  danger: { background: 'danger100', border: 'danger200', color: 'danger600', Icon: WarningCircle },
  success: {
    background: 'success100',
    border: 'success200',
    color: 'success600',
    Icon: CheckCircle,
  },
} as const;

interface NoteProps {
  level: NoteLevel;
  /** What happened, one sentence. */
  children: ReactNode;
  title?: string;
  /** What to do about it. */
  remedy?: string | null;
  /** When to try again, in words. */
  retry?: string | null;
  /** Buttons or links below. */
  action?: ReactNode;
  /** True where it appears after something the person did: read out by screen readers. */
  announce?: boolean;
}

/**
 * A sentence that stays on the page. The design system's `Alert` always carries a close button, which
 * a standing notice must not have.
 */
export const Note = ({
  level,
  children,
  title,
  remedy,
  retry,
  action,
  announce = false,
}: NoteProps) => {
  const { t } = useTexts();
  const { background, border, color, Icon } = LOOK[level];
  const isAlert = announce && level === 'danger';
  const words = useReadOutOf<HTMLDivElement>(announce && !isAlert);
  return (
    <Flex
      background={background}
      borderColor={border}
      hasRadius
      padding={4}
      gap={3}
      alignItems="flex-start"
      width="100%"
      role={isAlert ? 'alert' : undefined}
    >
      <Box shrink={0} paddingTop={1} aria-hidden>
        <Icon width="1.6rem" height="1.6rem" fill={color} />
      </Box>
      <Flex ref={words} direction="column" alignItems="stretch" gap={1} minWidth={0}>
        {title && (
          <Typography fontWeight="bold" textColor="neutral800" tag="p">
            {title}
          </Typography>
        )}
        <Typography textColor="neutral800" tag="p">
          {children}
        </Typography>
        {remedy && (
          <Typography textColor="neutral800" tag="p">
            {t('common.what', { remedy })}
          </Typography>
        )}
        {retry && (
          <Typography textColor="neutral800" tag="p">
            {retry}
          </Typography>
        )}
        {action && <Box paddingTop={2}>{action}</Box>}
      </Flex>
    </Flex>
  );
};
