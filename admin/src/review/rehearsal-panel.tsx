import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { rehearsal, useRehearsal } from './rehearsal-store';
import { watchPages } from './rehearsal-watch';
import { ShotList } from './shot-list';

const Frame = styled.aside`
  position: fixed;
  /* At the beginning of the line: dialogs have the button that ends them at the end of theirs. */
  inset-inline-start: ${({ theme }) => theme.spaces[4]};
  inset-block-end: ${({ theme }) => theme.spaces[4]};
  /* Over the form's dialog. */
  z-index: 2000;
  width: min(36rem, calc(100vw - 2 * ${({ theme }) => theme.spaces[4]}));
  /* A dialog switches the pointer off for everything outside of it. */
  pointer-events: auto;
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
  box-shadow: ${({ theme }) => theme.shadows.popupShadow};
`;

const Scroll = styled(Box)`
  max-height: min(45vh, 40rem);
  overflow-y: auto;
`;

/** The shot list over whatever page is open, ticking as each thing is shown. */
export const RehearsalPanel = () => {
  const { t } = useTexts();
  const { shots, ticked, isOpen } = useRehearsal();
  const [isFolded, setIsFolded] = useState(false);

  useEffect(() => (isOpen ? watchPages(t, rehearsal.see) : undefined), [isOpen, t]);

  const progress = t('review.rehearsal.progress', { done: ticked.size, count: shots.length });
  useReadOut(isOpen ? progress : null, 'at once');
  if (!isOpen) return null;
  return (
    <Frame aria-label={t('review.rehearsal')} data-testid="rehearsal">
      <Flex justifyContent="space-between" gap={2} padding={3} wrap="wrap">
        <Typography fontWeight="bold" textColor="neutral800">
          {progress}
        </Typography>
        <Flex gap={2}>
          <Button
            size="S"
            variant="tertiary"
            aria-expanded={!isFolded}
            onClick={() => setIsFolded(!isFolded)}
          >
            {t(isFolded ? 'review.rehearsal.unfold' : 'review.rehearsal.fold')}
          </Button>
          <Button size="S" variant="tertiary" onClick={rehearsal.close}>
            {t('common.close')}
          </Button>
        </Flex>
      </Flex>
      {!isFolded && (
        <Scroll padding={3} tabIndex={0} role="group" aria-label={t('review.shots')}>
          <ShotList shots={shots} ticked={ticked} />
        </Scroll>
      )}
    </Frame>
  );
};
