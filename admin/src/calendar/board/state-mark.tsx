import {
  CheckCircle,
  Clock,
  CloudUpload,
  CrossCircle,
  Eye,
  Mail,
  MinusCircle,
  Pencil,
  Question,
  WarningCircle,
} from '@strapi/icons';
import { styled } from 'styled-components';

import { isOneOf, type PostState } from '../../../../contracts/posts';
import { useTexts } from '../../translations';

/** A shape for each state: the colours of the calendar are those of its accounts. */
const ICON: Record<PostState, typeof Clock> = {
  draft: Pencil,
  awaiting_approval: Eye,
  scheduled: Clock,
  due: CloudUpload,
  sending: CloudUpload,
  committing: CloudUpload,
  processing: CloudUpload,
  in_inbox: Mail,
  published: CheckCircle,
  failed: CrossCircle,
  held: WarningCircle,
  outcome_unknown: Question,
  cancelled: MinusCircle,
};

/** These do not go on by themselves: they stand out, without a colour of their own. */
const NEEDS_A_HAND = ['failed', 'held', 'outcome_unknown'] as const satisfies PostState[];

export const needsAHand = (state: PostState): boolean => isOneOf(state, NEEDS_A_HAND);

const Line = styled.span<{ $stands: boolean }>`
  display: inline-flex;
  align-items: center;
  gap: 3px;
  align-self: flex-start;
  max-width: 100%;
  min-width: 0;
  border-radius: 3px;
  ${({ $stands, theme }) =>
    $stands
      ? `padding: 0 4px; background: ${theme.colors.neutral800}; color: ${theme.colors.neutral0}; font-weight: 600;`
      : ''}

  > svg {
    flex: none;
    width: 1.2rem;
    height: 1.2rem;
    fill: currentColor;
  }

  > svg path {
    fill: currentColor;
  }

  > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;

/** Where a post stands: a shape and its name, in ink. */
export const StateMark = ({ state }: { state: PostState }) => {
  const { t } = useTexts();
  const Icon = ICON[state];
  return (
    <Line $stands={needsAHand(state)} data-state={state}>
      <Icon aria-hidden />
      <span>{t(`posts.state.${state}`)}</span>
    </Line>
  );
};
