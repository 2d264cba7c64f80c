import {
  Box,
  Button,
  Checkbox,
  Field,
  Flex,
  IconButton,
  Modal,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { Plus, Trash } from '@strapi/icons';
import { type FormEvent } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type ResponseOf } from '../../../contracts/endpoint';
import { getPostingTimes, putPostingTimes } from '../../../contracts/plan';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Problem } from '../components/problem';
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { rowsOf, type TimeRow, timesOf, WEEKDAYS, withDay, withRow } from './time-rows';
import { useDayName } from './use-day-name';

/** The server takes a hundred times a week. */
const MOST_ROWS = 14;

interface RowProps {
  row: TimeRow;
  disabled: boolean;
  onChange: (row: TimeRow) => void;
  onRemove: () => void;
}

const Row = ({ row, disabled, onChange, onRemove }: RowProps) => {
  const { t } = useTexts();
  const dayName = useDayName();
  return (
    <Flex tag="li" direction="column" alignItems="stretch" gap={2} data-testid="posting-time">
      <Flex gap={2} alignItems="flex-end">
        <Box grow={1}>
          <Field.Root name={`time-${row.key}`} required>
            <Field.Label>{t('plan.times.time')}</Field.Label>
            <TextInput
              type="time"
              value={row.time}
              disabled={disabled}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                onChange({ ...row, time: event.target.value.slice(0, 5) })
              }
            />
          </Field.Root>
        </Box>
        {!disabled && (
          <IconButton label={t('plan.times.remove', { time: row.time })} onClick={onRemove}>
            <Trash />
          </IconButton>
        )}
      </Flex>
      <Flex
        role="group"
        aria-label={t('plan.times.weekdays', { time: row.time })}
        gap={3}
        wrap="wrap"
      >
        {WEEKDAYS.map((weekday) => (
          <Checkbox
            key={weekday}
            checked={row.weekdays.includes(weekday)}
            disabled={disabled}
            onCheckedChange={(ticked) => onChange(withDay(row, weekday, ticked === true))}
          >
            {dayName(weekday)}
          </Checkbox>
        ))}
      </Flex>
    </Flex>
  );
};

interface FormProps {
  account: AccountView;
  view: ResponseOf<typeof getPostingTimes>;
  mayChange: boolean;
  onClose: () => void;
}

const Form = ({ account, view, mayChange, onClose }: FormProps) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const edit = useSharedEdit({
    endpoint: putPostingTimes,
    saved: view,
    valuesOf: (saved) => rowsOf(saved.times),
    savedOf: (answer) => answer,
  });
  const { values: rows, problem } = edit;
  const times = timesOf(rows);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!times) return;
    const saved = await edit.save((version) => ({
      params: { id: account.id },
      body: { version, times },
    }));
    if (!saved) return;
    notify.done(t('plan.times.saved'));
    onClose();
  };

  return (
    <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {problem && <Problem problem={problem} />}
          <Typography tag="p">{t('plan.times.what')}</Typography>
          <Typography variant="pi" textColor="neutral600" tag="p">
            {t('plan.times.zone', { zone: view.timeZone })}
          </Typography>
          <Flex tag="ul" direction="column" alignItems="stretch" gap={3}>
            {rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                disabled={!mayChange}
                onChange={(changed) =>
                  edit.setValues(rows.map((one) => (one.key === changed.key ? changed : one)))
                }
                onRemove={() => edit.setValues(rows.filter(({ key }) => key !== row.key))}
              />
            ))}
          </Flex>
          {rows.length === 0 && <Typography>{t('plan.times.none')}</Typography>}
          {mayChange && (
            <Flex>
              <Button
                variant="secondary"
                startIcon={<Plus />}
                disabled={rows.length >= MOST_ROWS}
                onClick={() => edit.setValues(withRow(rows))}
              >
                {t('plan.times.add')}
              </Button>
            </Flex>
          )}
          {view.nextFree && (
            <Typography tag="p">
              {t('plan.times.nextFree', { time: dateTime(view.nextFree, view.timeZone) })}
            </Typography>
          )}
        </Flex>
      </Modal.Body>
      <Modal.Footer>
        <Modal.Close>
          <Button variant="tertiary" disabled={edit.isRunning}>
            {t(mayChange ? 'common.cancel' : 'common.close')}
          </Button>
        </Modal.Close>
        {mayChange && (
          <Button type="submit" loading={edit.isRunning} disabled={times === null}>
            {t('common.save')}
          </Button>
        )}
      </Modal.Footer>
      {edit.question}
    </Box>
  );
};

interface PostingTimesDialogProps {
  account: AccountView;
  onClose: () => void;
}

/** When an account usually posts, in its own zone. Loaded when it is opened. */
const PostingTimesDialog = ({ account, onClose }: PostingTimesDialogProps) => {
  const { t } = useTexts();
  const mayChange = useMay('connectAccounts');
  const read = useTikTokQuery(getPostingTimes, { params: { id: account.id } }, { fresh: true });
  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('plan.times.title', { name: account.nickname })}</Modal.Title>
        </Modal.Header>
        <Loaded read={read}>
          {(view) => <Form account={account} view={view} mayChange={mayChange} onClose={onClose} />}
        </Loaded>
      </Modal.Content>
    </Modal.Root>
  );
};

export default PostingTimesDialog;
