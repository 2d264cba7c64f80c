import { Button, Checkbox, Flex, Typography } from '@strapi/design-system';
import { memo } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type SiteRules } from '../composer/subject';
import { DirectPostFields } from '../composer/direct-post-section';
import { type Repeat } from '../composer/use-repeats';
import { useTexts } from '../translations';
import { type Copied } from './copy';
import { CopyMenu } from './copy-menu';
import { RowAccount } from './row-account';
import { RowDone, RowEnd } from './row-end';
import { RowMedia } from './row-media';
import { type RowState } from './row-state';
import { RowWords } from './row-words';
import { filesOf, type Row, type RowChange, type RowsChange } from './rows';
import { Cell } from './table-layout';
import { type PlannedTime } from './times';
import { type Press, type RowOutcome } from './composed-post';

export interface TableRowProps {
  state: RowState;
  outcome: RowOutcome | undefined;
  time: PlannedTime | undefined;
  press: Press;
  accounts: readonly AccountView[];
  site: SiteRules;
  /** How many other rows are selected. */
  others: number;
  isSending: boolean;
  repeats: readonly Repeat[];
  /** The functions stay the same from one render to the next. */
  onChange: (change: RowsChange) => void;
  onCopy: (what: Copied, row: Row) => void;
  askAgain: (row: Row) => void;
  lookAgain: (assetIds: readonly number[]) => void;
}

type Change = (change: RowChange) => void;

const lengthOf = (files: RowState['files']): number | null => {
  const seconds = files?.[0]?.facts?.duration ?? null;
  return seconds === null ? null : seconds * 1000;
};

const Head = ({
  state: { row, files },
  outcome,
  others,
  isSending,
  change,
  ...act
}: TableRowProps & { change: Change }) => {
  const { t } = useTexts();
  const isDone = outcome?.kind === 'done';
  return (
    <>
      {isDone ? (
        <Typography fontWeight="bold">{row.title}</Typography>
      ) : (
        <Checkbox
          checked={row.isSelected}
          onCheckedChange={(ticked) => change({ type: 'select', isSelected: ticked === true })}
        >
          {row.title || t('bulk.untitled')}
        </Checkbox>
      )}
      {row.source && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t(`bulk.version.${row.source.status}`)}
        </Typography>
      )}
      <RowMedia row={row} isFixed={isDone} lengthMs={lengthOf(files)} change={change} />
      {!isDone && (
        <Flex gap={2} wrap="wrap">
          <CopyMenu title={row.title} count={others} onCopy={(what) => act.onCopy(what, row)} />
          <Button
            variant="ghost"
            size="S"
            disabled={isSending || outcome?.kind === 'unknown'}
            aria-label={t('bulk.removeNamed', { title: row.title })}
            onClick={() => act.onChange({ type: 'remove', key: row.key })}
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
  const { state, outcome, time, press, accounts, site, isSending, repeats } = props;
  const { row, form, isOpened } = state;
  // What may have been made already must not be changed: only the very same can be sent again.
  const isLocked = isSending || outcome?.kind === 'unknown';
  const isDirect = row.shareType === 'direct_post';
  const change: Change = (changed) =>
    props.onChange({ type: 'row', key: row.key, change: changed });
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
              <RowAccount
                state={state}
                accounts={accounts}
                site={site}
                askAgain={() => props.askAgain(row)}
                change={change}
              />
              <RowWords row={row} captionIsCarried={form.captionIsCarried} change={change} />
            </Cell>
          </td>
          <td>
            <Cell disabled={isLocked} aria-label={t('bulk.column.settings')}>
              {isDirect && isOpened && state.opening.opened?.creator ? (
                <DirectPostFields
                  state={form}
                  options={row.options}
                  onChange={(options) => change({ type: 'options', options })}
                />
              ) : (
                <Typography variant="pi" textColor="neutral600" tag="p">
                  {t(row.shareType === 'inbox' ? 'bulk.settings.inbox' : 'bulk.settings.none')}
                </Typography>
              )}
            </Cell>
          </td>
          <td>
            <RowEnd
              state={state}
              outcome={outcome}
              time={time}
              press={press}
              repeats={repeats}
              lookAgain={() => props.lookAgain(filesOf(row))}
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
