import { Button, Flex, Tooltip, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { useReadOut } from '../../utils/read-out';

interface PublishButtonProps {
  label: string;
  /** Why it cannot be pressed: its hover text; null when it can. */
  why: string | null;
  /** What to do about it. */
  remedy: string | null;
  isSending: boolean;
  /** Something above it must be settled first. */
  isOff?: boolean;
  onPress: () => void;
}

/** The one button that sends; nothing leaves before it is pressed (guidelines, point 5c). */
export const PublishButton = ({
  label,
  why,
  remedy,
  isSending,
  isOff = false,
  onPress,
}: PublishButtonProps) => {
  const id = useId();
  const words = why === null ? null : [why, remedy].filter(Boolean).join(' ');
  useReadOut(words);
  const button = (
    <Button
      disabled={why !== null || isOff}
      loading={isSending}
      aria-describedby={why === null ? undefined : id}
      onClick={onPress}
    >
      {label}
    </Button>
  );
  if (why === null) return button;
  return (
    <Flex gap={3} wrap="wrap" justifyContent="flex-end" alignItems="center">
      <Typography variant="pi" textColor="neutral600" id={id}>
        {words}
      </Typography>
      <Tooltip label={why} delayDuration={0}>
        {/* A disabled button takes neither pointer nor focus: this takes both for its hover text. */}
        <span tabIndex={0}>{button}</span>
      </Tooltip>
    </Flex>
  );
};
