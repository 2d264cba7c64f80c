import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type PostView } from '../../../contracts/posts';
import { namedFinding } from '../../../contracts/post-rules';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { Problem } from '../components/problem';
import { Declaration } from '../composer/declaration';
import { useExplain } from '../composer/explain';
import { type Repeat } from '../composer/use-repeats';
import { RepeatsNote } from '../composer/repeats-note';
import { StateBadge } from '../posts/state-badge';
import { useTexts } from '../translations';
import { lackOf, type RowState } from './row-state';
import { type PlannedTime } from './times';
import { type Press, type RowOutcome } from './composed-post';

interface RowEndProps {
  state: RowState;
  outcome: RowOutcome | undefined;
  time: PlannedTime | undefined;
  press: Press;
  /** What was posted before with the same words or files. */
  repeats: readonly Repeat[];
  lookAgain: () => void;
}

/** When this one goes out. */
export const RowTime = ({ time }: Pick<RowEndProps, 'time'>) => {
  const { t, dateTime } = useTexts();
  if (!time) return null;
  const waits = time.type === 'next_slot' ? t('composer.when.slot') : t('bulk.time.now');
  return (
    <Typography tag="p" fontWeight="bold">
      {time.type === 'at' ? dateTime(time.at) : waits}
    </Typography>
  );
};

/** Why this row cannot be sent yet, in a sentence with its remedy; null when it can. */
export const useLack = () => {
  const { t } = useTexts();
  const { explain, remedyOf } = useExplain();
  return (state: RowState): string | null => {
    const lack = lackOf(state);
    if (lack === null) return null;
    const { form, row } = state;
    if (lack === 'notAllowed') return row.mayNotWhy || t('bulk.lack.notAllowed');
    if (lack !== 'rule') return t(`bulk.lack.${lack}`);
    const { hoverText } = form.publish;
    if (!hoverText) return null;
    const problem = form.problems.find(({ code }) => code === hoverText.code);
    return [explain(hoverText), problem ? remedyOf(problem) : ''].filter(Boolean).join(' ');
  };
};

const Outcome = ({ outcome }: { outcome: RowOutcome }) => {
  const { t } = useTexts();
  if (outcome.kind === 'done') return null;
  if (outcome.kind === 'unknown') {
    return (
      <Note level="warning" title={t('bulk.unknown')}>
        {t('bulk.unknown.what')}
      </Note>
    );
  }
  const { problem } = outcome;
  const fields = Object.values(problem.fields).filter((text) => !problem.message.includes(text));
  return <Problem problem={{ ...problem, message: [problem.message, ...fields].join(' ') }} />;
};

/** What is known of the files, and what was posted before; keeps nothing from going by itself. */
const Warnings = ({ state, repeats }: Pick<RowEndProps, 'state' | 'repeats'>) => {
  const { t } = useTexts();
  const { explain } = useExplain();
  return (
    <>
      {state.row.taken > 0 && (
        <Note level="warning">{t('bulk.taken', { count: state.row.taken })}</Note>
      )}
      {(state.files ?? []).map(({ assetId, name, findings }) => (
        <Notices
          key={assetId}
          notices={findings.map((found) => ({
            ...found,
            message: namedFinding(name, found.message),
          }))}
        />
      ))}
      {state.isOpened &&
        state.form.warnings.map((warning) => (
          <Note key={warning.code} level="warning">
            {explain(warning)}
          </Note>
        ))}
      <RepeatsNote repeats={repeats} />
    </>
  );
};

/** The last column: when, what is agreed to by the press, what is missing, what became of it. */
export const RowEnd = ({ state, outcome, time, press, repeats, lookAgain }: RowEndProps) => {
  const lack = useLack()(state);
  const { row, form, fileProblem } = state;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <RowTime time={time} />
      {outcome && <Outcome outcome={outcome} />}
      {fileProblem && <Problem problem={fileProblem} onRetry={lookAgain} />}
      <Warnings state={state} repeats={repeats} />
      {press === 'publish' && row.shareType !== null && (
        <Declaration text={form.declaration} isInbox={row.shareType === 'inbox'} />
      )}
      {lack !== null && outcome?.kind !== 'unknown' && (
        <Typography variant="pi" textColor="neutral600" tag="p" data-testid="lack">
          {lack}
        </Typography>
      )}
    </Flex>
  );
};

/** A row that was sent: where it is now. */
export const RowDone = ({ post }: { post: PostView }) => {
  const { t, dateTime } = useTexts();
  const isPlanned = post.state === 'scheduled' && post.scheduledAt !== null;
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <StateBadge state={post.state} />
      <Typography>{post.account.nickname}</Typography>
      {isPlanned && <Typography>{dateTime(post.scheduledAt ?? '')}</Typography>}
      <Link tag={NavLink} to={`/plugins/tiktok/posts/${post.id}`}>
        {t('bulk.done.open', { title: post.title })}
      </Link>
    </Flex>
  );
};
