import { type PostState, type PostSummary } from '../../../contracts/posts';
import { troubleshootingEntry } from '../../../contracts/troubleshooting';
import { HelpLink } from '../components/help-link';
import { Note, type NoteLevel } from '../components/note';
import { useTexts } from '../translations';

const LEVEL: Partial<Record<PostState, NoteLevel>> = {
  failed: 'danger',
  held: 'warning',
  outcome_unknown: 'warning',
};

/** Why a post waits or failed, what to do, when it goes on, and where more is known about it. */
export const Reason = ({ post }: { post: Pick<PostSummary, 'state' | 'reason'> }) => {
  const { t, dateTime, said } = useTexts();
  const { reason, state } = post;
  if (!reason) return null;
  const entry = troubleshootingEntry(reason.code);
  return (
    <Note
      level={LEVEL[state] ?? 'info'}
      remedy={reason.remedy && said(reason.remedy)}
      retry={reason.retryAt && t('posts.goesOnAt', { time: dateTime(reason.retryAt) })}
      action={entry && <HelpLink entry={entry} />}
    >
      {said(reason.message)}
    </Note>
  );
};
