import {
  Checkbox,
  EmptyStateLayout,
  Flex,
  Typography,
  VisuallyHidden,
} from '@strapi/design-system';
import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { type MediaKind } from '../../../contracts/media';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { useTexts } from '../translations';
import { type LoadedRows } from './load-rows';
import { PressBar } from './press-bar';
import { SharedCard } from './shared-card';
import { BulkTable } from './table-layout';
import { TableRow } from './row/table-row';
import { type Bulk, useBulk } from './use-bulk';
import { WhenCard } from './when-card';

interface TableProps {
  bulk: Bulk;
  accounts: readonly AccountView[];
}

const Head = ({ bulk }: Pick<TableProps, 'bulk'>) => {
  const { t } = useTexts();
  const { rows, pending, outcomes, act } = bulk;
  const open = rows.filter(({ key }) => outcomes.get(key)?.kind !== 'done');
  const selected = open.filter(({ isSelected }) => isSelected).length;
  return (
    <thead>
      <tr>
        <th scope="col">
          <Checkbox
            checked={
              selected > 0 && selected === open.length
                ? true
                : selected > 0
                  ? 'indeterminate'
                  : false
            }
            disabled={pending.length === 0}
            onCheckedChange={(ticked) =>
              act.change({
                type: 'selectAll',
                isSelected: ticked === true,
                except: new Set(outcomes.keys()),
              })
            }
          >
            {t('bulk.selectAll', { count: selected })}
          </Checkbox>
        </th>
        {(['post', 'settings', 'end'] as const).map((column) => (
          <th key={column} scope="col">
            <Typography variant="sigma" textColor="neutral600">
              {t(`bulk.column.${column}`)}
            </Typography>
          </th>
        ))}
      </tr>
    </thead>
  );
};

const Table = ({ bulk, accounts }: TableProps) => {
  const { t } = useTexts();
  const { rows, states, site, outcomes, times, press, progress, act, repeats } = bulk;
  const selected = rows.filter(({ key, isSelected }) => isSelected && !outcomes.has(key));
  if (!site) return null;
  return (
    <BulkTable>
      <caption>
        <VisuallyHidden>{t('bulk.table')}</VisuallyHidden>
      </caption>
      <Head bulk={bulk} />
      <tbody>
        {states.map((state, index) => {
          const row = rows[index];
          return (
            row && (
              <TableRow
                key={row.key}
                row={row}
                state={state}
                outcome={outcomes.get(row.key)}
                time={times?.get(row.key)}
                press={press}
                accounts={accounts}
                site={site}
                others={selected.filter(({ key }) => key !== row.key).length}
                isSending={progress !== null}
                repeats={repeats(row.key)}
                act={act}
              />
            )
          );
        })}
      </tbody>
    </BulkTable>
  );
};

interface BulkPostsProps {
  loaded: LoadedRows;
  /** Only those that can take a post; at least one. */
  accounts: readonly AccountView[];
}

/** The table, what it still looks for, and the press. */
export const BulkPosts = ({ loaded, accounts }: BulkPostsProps) => {
  const { t } = useTexts();
  const bulk = useBulk(loaded, accounts);
  const { states, pending, outcomes, files, progress, when, site } = bulk;
  const hasKind = (kind: MediaKind) => bulk.rows.some(({ material }) => material.kind === kind);
  const done = [...outcomes.values()].filter(({ kind }) => kind === 'done').length;
  return (
    <Flex direction="column" alignItems="stretch" gap={6}>
      {loaded.missing > 0 && (
        <Note level="warning">{t('bulk.missing', { count: loaded.missing })}</Note>
      )}
      {files.looked < files.total && (
        <Note level="info" announce>
          {t('bulk.files', { looked: files.looked, total: files.total })}
        </Note>
      )}
      {states.length === 0 ? (
        <EmptyStateLayout
          content={t('bulk.none')}
          hasRadius
          shadow="tableShadow"
          action={
            <Link tag={RouterLink} to="/plugins/tiktok">
              {t('bulk.toPosts')}
            </Link>
          }
        />
      ) : (
        <>
          {site && (
            <SharedCard
              target={bulk.shared}
              {...bulk.opening(bulk.shared)}
              count={bulk.following.count}
              hasVideo={bulk.following.video}
              hasPhoto={bulk.following.photo}
              accounts={accounts}
              site={site}
              isSending={progress !== null}
              act={bulk.act}
            />
          )}
          <Notices
            notices={[
              ...(hasKind('video') ? bulk.warnings.video : []),
              ...(hasKind('photo') ? bulk.warnings.photo : []),
            ]}
          />
          <WhenCard
            when={when}
            spacing={bulk.spacing}
            accounts={bulk.chosenAccounts}
            // What is sent for approval can only wish for a date and a time.
            canTakeSlot={bulk.press === 'publish'}
            onWhen={bulk.setWhen}
            onSpacing={bulk.setSpacing}
          />
          <Table bulk={bulk} accounts={accounts} />
          <PressBar
            press={bulk.press}
            count={pending.length}
            isLater={when.type !== 'now'}
            why={progress ? null : bulk.why}
            progress={progress}
            done={done}
            failed={outcomes.size - done}
            onPress={() => void bulk.send()}
          />
        </>
      )}
    </Flex>
  );
};
