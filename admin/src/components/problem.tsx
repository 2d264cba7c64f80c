import { Button, Flex } from '@strapi/design-system';
import { ArrowClockwise } from '@strapi/icons';
import { type ReactNode } from 'react';

import { troubleshootingEntry } from '../../../contracts/troubleshooting';
import { type TikTokProblem } from '../api/problem';
import { useTexts } from '../translations';
import { problemText } from '../utils/problem-text';
import { HelpLink } from './help-link';
import { Note } from './note';

interface ProblemProps {
  problem: TikTokProblem;
  /** Shown as "Try again" where given. */
  onRetry?: () => void;
  action?: ReactNode;
}

/**
 * What went wrong, what to do and when to try again, and where more is known about it; read out by
 * screen readers.
 */
export const Problem = ({ problem, onRetry, action }: ProblemProps) => {
  const texts = useTexts();
  const { message, remedy, retry } = problemText(problem, texts);
  const tryAgain = onRetry && (
    <Button variant="secondary" startIcon={<ArrowClockwise />} onClick={onRetry}>
      {texts.t('common.tryAgain')}
    </Button>
  );
  const entry = troubleshootingEntry(problem.code);
  const shown = action ?? tryAgain;
  const below = entry ? (
    <Flex gap={4} wrap="wrap">
      {shown}
      <HelpLink entry={entry} />
    </Flex>
  ) : (
    shown
  );
  return (
    <Note level="danger" remedy={remedy} retry={retry} action={below} announce>
      {message}
    </Note>
  );
};
