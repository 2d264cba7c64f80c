import { type PostState } from '../../../contracts/posts';
import { Mark, type Tone } from '../components/mark';
import { useTexts } from '../translations';

const LOOK: Record<PostState, Tone> = {
  draft: 'neutral',
  awaiting_approval: 'secondary',
  scheduled: 'secondary',
  due: 'primary',
  sending: 'primary',
  committing: 'primary',
  processing: 'primary',
  in_inbox: 'alternative',
  published: 'success',
  failed: 'danger',
  held: 'warning',
  outcome_unknown: 'warning',
  cancelled: 'neutral',
};

/** A post's state in a word or two; `useStateNews` tells its changes to screen readers,
 * and the rehearsal of the demo video sees it by its attribute. */
export const StateBadge = ({ state }: { state: PostState }) => {
  const { t } = useTexts();
  return (
    <span data-post-state={state}>
      <Mark tone={LOOK[state]}>{t(`posts.state.${state}`)}</Mark>
    </span>
  );
};
