import { Flex, Link, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { type PostView } from '../../../../contracts/posts';
import { Note } from '../../components/note';
import { useExplain } from '../../composer/fields/explain';
import { FileFindings } from '../../composer/media/file-findings';
import { type Press } from '../../composer/model/composed-post';
import { type MakingState } from '../../composer/model/making';
import { type SendOutcome } from '../../composer/model/sending';
import { Declaration } from '../../composer/sending/declaration';
import { Refusal } from '../../composer/sending/refusal';
import { RepeatsNote } from '../../composer/sending/repeats-note';
import { useLack } from '../../composer/sending/use-lack';
import { type Repeat } from '../../composer/sending/use-repeats';
import { StateBadge } from '../../posts/state-badge';
import { useTexts } from '../../translations';
import { type RowAct } from '../model/act';
import { type PlannedTime } from '../model/times';

interface RowEndProps {
  state: MakingState;
  /** Posts of the same entry that are on TikTok or on their way. */
  taken: number;
  outcome: SendOutcome | undefined;
  time: PlannedTime | undefined;
  press: Press;
  /** What was posted before with the same words or files. */
  repeats: readonly Repeat[];
  act: RowAct;
}

/** When this one goes out. */
const RowTime = ({ time }: Pick<RowEndProps, 'time'>) => {
  const { t, dateTime } = useTexts();
  if (!time) return null;
  const waits = time.type === 'next_slot' ? t('composer.when.slot') : t('bulk.time.now');
  return (
    <Typography tag="p" fontWeight="bold">
      {time.type === 'at' ? dateTime(time.at) : waits}
    </Typography>
  );
};

/** What is known of the files, and what was posted before; keeps nothing from going by itself. */
const Warnings = ({
  state,
  taken,
  repeats,
  act,
}: Pick<RowEndProps, 'state' | 'taken' | 'repeats' | 'act'>) => {
  const { t } = useTexts();
  const { explain } = useExplain();
  const { chosen, fileProblem, opening, form, making } = state;
  return (
    <>
      {taken > 0 && <Note level="warning">{t('bulk.taken', { count: taken })}</Note>}
      <FileFindings
        chosen={chosen}
        problem={fileProblem}
        warnings={[]}
        lookAgain={() => act.lookAgain(making.key)}
      />
      {opening.opened &&
        form.warnings.map((warning) => (
          <Note key={warning.code} level="warning">
            {explain(warning)}
          </Note>
        ))}
      <RepeatsNote repeats={repeats} />
    </>
  );
};

/** The last column: when, what is agreed to by the press, what is missing, what became of it. */
export const RowEnd = ({ state, taken, outcome, time, press, repeats, act }: RowEndProps) => {
  const { why, remedy } = useLack()(state);
  const { making, form } = state;
  const { shareType } = making.target;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <RowTime time={time} />
      <Refusal
        outcome={outcome}
        postId={making.post?.id ?? null}
        onGoOn={(problem) => act.goOnKnowing(making.key, problem)}
        onKeep={(newer) => act.goOnFrom(making.key, newer)}
        onTake={(newer) => act.takeNewer(making.key, newer)}
      />
      <Warnings state={state} taken={taken} repeats={repeats} act={act} />
      {press === 'publish' && shareType !== null && (
        <Declaration text={form.declaration} isInbox={shareType === 'inbox'} />
      )}
      {why !== null && outcome?.kind !== 'unknown' && (
        <Typography variant="pi" textColor="neutral600" tag="p" data-testid="lack">
          {[why, remedy].filter(Boolean).join(' ')}
        </Typography>
      )}
    </Flex>
  );
};

/** A row that was sent: where it is now, and when it goes out. */
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
