import { Field, Flex, Grid, Radio, TextInput, Typography } from '@strapi/design-system';
import { useId } from 'react';
import { useIntl } from 'react-intl';

import { useTexts } from '../../translations';
import { useReadOut } from '../../utils/read-out';
import { useNow } from '../../utils/use-now';
import { readWallTime, sameClock, zonedText } from '../model/wall-time';
import { instantOf, type When, whenProblem } from '../model/when';

type At = Extract<When, { type: 'at' }>;

interface ClockChangeProps {
  when: At;
  zone: string;
  onChange: (when: At) => void;
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
