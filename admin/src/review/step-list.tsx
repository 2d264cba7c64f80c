import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type ReviewStep, type ReviewStepId } from '../../../contracts/review-view';
import { useTexts } from '../translations';
import { StateMark } from './marks';

const Choice = styled.button`
  display: flex;
  width: 100%;
  align-items: center;
  justify-content: space-between;
  gap: ${({ theme }) => theme.spaces[2]};
  padding: ${({ theme }) => theme.spaces[3]};
  border: 1px solid transparent;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: transparent;
  text-align: start;
  cursor: pointer;

  &[aria-current] {
    border-color: ${({ theme }) => theme.colors.primary200};
    background: ${({ theme }) => theme.colors.primary100};
  }

  &:hover {
    border-color: ${({ theme }) => theme.colors.primary200};
  }
`;

interface StepListProps {
  steps: readonly ReviewStep[];
  current: ReviewStepId;
  onChoose: (step: ReviewStepId) => void;
}

/** The ten steps with their state; the one in view is marked. */
export const StepList = ({ steps, current, onChoose }: StepListProps) => {
  const { t } = useTexts();
  return (
    <Box
      tag="nav"
      aria-label={t('review.steps')}
      background="neutral0"
      shadow="tableShadow"
      hasRadius
    >
      <Flex tag="ol" direction="column" alignItems="stretch" gap={1} padding={3}>
        {steps.map(({ id, number, title, state }) => (
          <li key={id}>
            <Choice
              type="button"
              aria-current={id === current ? 'step' : undefined}
              onClick={() => onChoose(id)}
            >
              <Typography fontWeight="semiBold" textColor="neutral800">
                {number}. {title}
              </Typography>
              <StateMark state={state} />
            </Choice>
          </li>
        ))}
      </Flex>
    </Box>
  );
};
