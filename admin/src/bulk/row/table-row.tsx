import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { memo } from 'react';

import { type AccountView } from '../../../../contracts/accounts';
import { WordsFields } from '../../composer/fields/words-fields';
import { type Press } from '../../composer/model/composed-post';
import { type MakingState } from '../../composer/model/making';
import { type SendOutcome } from '../../composer/model/sending';
import { type SiteRules } from '../../composer/model/subject';
import { type Repeat } from '../../composer/sending/use-repeats';
import { useTexts } from '../../translations';
import { type RowAct } from '../model/act';
import { type Row, type RowChange } from '../model/rows';
import { type PlannedTime } from '../model/times';
import { Cell } from '../table-layout';
import { CopyMenu } from './copy-menu';
import { RowDone, RowEnd } from './row-end';
import { RowMedia } from './row-media';
import { RowSettings } from './row-settings';

export interface TableRowProps {
  row: Row;
  state: MakingState;
  outcome: SendOutcome | undefined;
  time: PlannedTime | undefined;
  press: Press;
  accounts: readonly AccountView[];
  site: SiteRules;
  /** How many other rows are selected. */
  others: number;
  isSending: boolean;
  repeats: readonly Repeat[];
  act: RowAct;
}

type Change = (change: RowChange) => void;

const lengthOf = ([first]: MakingState['chosen']): number | null => {
  const seconds = first?.facts?.duration ?? null;
  return seconds === null ? null : seconds * 1000;
};

const Head = ({
  row,
  state,
  outcome,
  others,
  isSending,
  change,
  act,
}: TableRowProps & { change: Change }) => {
  const { t } = useTexts();
  const isDone = outcome?.kind === 'done';
  const { key, title, source, material, isSelected } = row;
  return (
    <>
      {isDone ? (
        <Typography fontWeight="bold">{title}</Typography>
      ) : (
        <Checkbox
          checked={isSelected}
          onCheckedChange={(ticked) => change({ type: 'select', isSelected: ticked === true })}
        >
          {title || t('bulk.untitled')}
        </Checkbox>
      )}
      {source && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t(`bulk.version.${source.status}`)}
        </Typography>
      )}
      <RowMedia
        material={material}
        shareType={state.making.target.shareType}
        isFixed={isDone}
        lengthMs={lengthOf(state.chosen)}
        change={change}
      />
      {!isDone && (
        <Flex gap={2} wrap="wrap">
          <CopyMenu title={title} count={others} onCopy={(what) => act.copy(what, key)} />
          <Button
            variant="ghost"
            size="S"
            disabled={isSending || outcome?.kind === 'unknown'}
            aria-label={t('bulk.removeNamed', { title })}
            onClick={() => act.change({ type: 'remove', key })}
          >
            {t('bulk.remove')}
          </Button>
        </Flex>
      )}
    </>
  );
};

const PostRow = (props: TableRowProps) => {
  const { t } = useTexts();
  const { row, state, outcome, time, press, accounts, site, isSending, repeats, act } = props;
  const { making, form } = state;
  // What may have been made already must not be changed: only the very same can be sent again.
  const isLocked = isSending || outcome?.kind === 'unknown';
  const change: Change = (changed) => act.change({ type: 'row', key: row.key, change: changed });
  return (
    <tr data-testid="bulk-row">
      <th scope="row">
        <Cell disabled={isLocked}>
          <Head {...props} change={change} />
        </Cell>
      </th>
      {outcome?.kind === 'done' ? (
        <td>
          <RowDone post={outcome.post} />
        </td>
      ) : (
        <>
          <td>
            <Cell disabled={isLocked} aria-label={t('bulk.column.post')}>
              <WordsFields
                kind={making.material.kind}
                words={making.words}
                captionIsCarried={form.captionIsCarried}
                onChange={(words) => change({ type: 'words', words })}
              />
            </Cell>
          </td>
          <td>
            <Cell disabled={isLocked} aria-label={t('bulk.column.settings')}>
              <RowSettings
                state={state}
                own={row.own}
                title={row.title}
                accounts={accounts}
                site={site}
                askAgain={() => act.askAgain(making.target)}
                change={change}
              />
            </Cell>
          </td>
          <td>
            <RowEnd
              state={state}
              taken={row.taken}
              outcome={outcome}
              time={time}
              press={press}
              repeats={repeats}
              act={act}
            />
          </td>
        </>
      )}
    </tr>
  );
};

/** Whether a row would look the same; a planned time is made anew at each render. */
export const isSameRow = (one: TableRowProps, other: TableRowProps): boolean =>
  (Object.keys(one) as (keyof TableRowProps)[]).every((name) =>
    name === 'time'
      ? JSON.stringify(one.time) === JSON.stringify(other.time)
      : one[name] === other[name],
  );

/** One post of the table: chosen, composed, agreed to; or sent. */
export const TableRow = memo(PostRow, isSameRow);
