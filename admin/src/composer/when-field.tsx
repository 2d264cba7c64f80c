import { Field, Flex, Grid, Radio, TextInput, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';

import { type AccountView } from '../../../contracts/accounts';
import { NextFreeTimes } from '../plan/next-free-times';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useNow } from '../utils/use-now';
import { ChoiceField } from './choice-field';
import { editorZone, readWallTime, sameClock, zonedText } from './wall-time';
import { instantOf, type When, whenProblem } from './when';

type At = Extract<When, { type: 'at' }>;

interface ClockChangeProps {
  when: At;
  zone: string;
  onChange: (when: When) => void;
}

/** Where the clocks change, the person says which time is meant (T94). */
const ClockChange = ({ when, zone, onChange }: ClockChangeProps) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const id = useId();
  const read = readWallTime(when.date, when.time, zone);
  useReadOut(
    read.kind === 'gap' || read.kind === 'twice' ? t(`composer.when.${read.kind}`) : null,
    'at once',
  );
  if (read.kind !== 'gap' && read.kind !== 'twice') return null;
  const choices = read.kind === 'gap' ? [read.before, read.after] : [read.first, read.second];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="clock-change">
      <Typography id={id} tag="p">
        {t(`composer.when.${read.kind}`)}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={when.picked ?? ''}
        onValueChange={(picked: string) => onChange({ ...when, picked })}
      >
        {choices.map((choice) => (
          <Radio.Item key={choice} value={choice}>
            {zonedText(choice, zone, locale)}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
};

interface DateTimeProps extends ClockChangeProps {
  zones: readonly { nickname: string; timeZone: string }[];
}

/**
 * The browser's own date and time fields: they give exactly what was typed, so that an hour that does
 * not exist is seen rather than shifted.
 */
export const DateTimeFields = ({ when, zone, zones, onChange }: DateTimeProps) => {
  const { t } = useTexts();
  const now = useNow();
  const { locale } = useIntl();
  const set = (part: Partial<At>) => onChange({ ...when, ...part, picked: null });
  const at = instantOf(when, zone);
  const isPast = whenProblem(when, zone, now) === 'past';
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Grid.Root gap={3}>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root name="date" required error={isPast ? t('composer.when.past') : undefined}>
            <Field.Label>{t('composer.when.date')}</Field.Label>
            <TextInput
              type="date"
              value={when.date}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                set({ date: event.target.value })
              }
            />
            <Field.Error />
          </Field.Root>
        </Grid.Item>
        <Grid.Item col={6} xs={12} direction="column" alignItems="stretch">
          <Field.Root name="time" required>
            <Field.Label>{t('composer.when.time')}</Field.Label>
            <TextInput
              type="time"
              value={when.time}
              onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
                set({ time: event.target.value })
              }
            />
          </Field.Root>
        </Grid.Item>
      </Grid.Root>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('composer.when.zone', { zone })}
      </Typography>
      <ClockChange when={when} zone={zone} onChange={onChange} />
      {at !== null &&
        zones
          .filter(({ timeZone }) => !sameClock(at, zone, timeZone))
          .map(({ nickname, timeZone }) => (
            <Typography key={nickname} variant="pi" textColor="neutral600" tag="p">
              {t('composer.when.accountZone', {
                nickname,
                zone: timeZone,
                time: zonedText(at, timeZone, locale),
              })}
            </Typography>
          ))}
    </Flex>
  );
};

interface WhenFieldProps {
  when: When;
  onChange: (when: When) => void;
  /** The post is made from the draft of an entry and can wait for it. */
  canWaitForEntry?: boolean;
  /** It may go out at the next free posting time of each account. */
  canTakeSlot?: boolean;
  /** Accounts with a time zone of their own; theirs is named where it differs. */
  accounts?: readonly Pick<AccountView, 'id' | 'nickname' | 'timeZone'>[];
  /** The zone of the person; this browser's if absent. */
  zone?: string;
}

/** Now, when the entry goes live, at the next free posting time, or at a date and time in the person's zone. */
export const WhenField = ({
  when,
  onChange,
  canWaitForEntry = false,
  canTakeSlot = false,
  accounts = [],
  zone = editorZone(),
}: WhenFieldProps) => {
  const { t } = useTexts();
  const zones = accounts.flatMap(({ nickname, timeZone }) =>
    timeZone === null ? [] : [{ nickname, timeZone }],
  );
  return (
    <>
      <ChoiceField
        label={t('composer.when')}
        value={when.type}
        options={[
          { value: 'now', label: t('composer.when.now') },
          ...(canWaitForEntry
            ? [
                {
                  value: 'entry_published' as const,
                  label: t('composer.when.entry'),
                  hint: t('composer.when.entry.hint'),
                },
              ]
            : []),
          ...(canTakeSlot
            ? [
                {
                  value: 'next_slot' as const,
                  label: t('composer.when.slot'),
                  hint: t('composer.when.slot.hint'),
                },
              ]
            : []),
          { value: 'at', label: t('composer.when.at') },
        ]}
        onChange={(type) =>
          onChange(type === 'at' ? { type, date: '', time: '', picked: null } : { type })
        }
      />
      {when.type === 'at' && (
        <DateTimeFields when={when} zone={zone} zones={zones} onChange={onChange} />
      )}
      {when.type === 'next_slot' && <NextFreeTimes accounts={accounts} zone={zone} />}
    </>
  );
};
