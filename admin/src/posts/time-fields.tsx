import { Field, Flex, Radio, TextInput, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';
import { useIntl } from 'react-intl';

import { editorZone, readWallTime, wallTimeOf, zonedText } from '../composer/wall-time';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';

export interface ChosenMoment {
  date: string;
  time: string;
  /** Which of two moments was meant where the clocks are put back. */
  picked: string | null;
}

/** A moment to start from: the given one (ISO 8601), else nothing. */
export const momentFrom = (at: string | null): ChosenMoment =>
  at === null
    ? { date: '', time: '', picked: null }
    : { ...wallTimeOf(at, editorZone()), picked: null };

/** The moment as ISO 8601; null while it is incomplete, does not exist, or could be one of two. */
export const instantOfMoment = ({ date, time, picked }: ChosenMoment): string | null => {
  const read = readWallTime(date, time, editorZone());
  if (read.kind === 'one') return read.at;
  return read.kind === 'twice' && (picked === read.first || picked === read.second) ? picked : null;
};

export const useMoment = (at: string | null) => useState(() => momentFrom(at));

interface TimeFieldsProps {
  moment: ChosenMoment;
  onChange: (moment: ChosenMoment) => void;
}

/** Date and time in the editor's zone; a time that does not exist or comes twice is asked about (T94). */
export const TimeFields = ({ moment, onChange }: TimeFieldsProps) => {
  const { t } = useTexts();
  const { locale } = useIntl();
  const id = useId();
  const zone = editorZone();
  const read = readWallTime(moment.date, moment.time, zone);
  useReadOut(
    read.kind === 'gap' || read.kind === 'twice' ? t(`posts.when.${read.kind}`) : null,
    'at once',
  );
  const field = (name: 'date' | 'time') => (
    <Field.Root name={name} required>
      <Field.Label>{t(`posts.when.${name}`)}</Field.Label>
      <TextInput
        type={name}
        value={moment[name]}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
          onChange({ ...moment, [name]: event.target.value, picked: null })
        }
      />
    </Field.Root>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {field('date')}
      {field('time')}
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('posts.when.zone', { zone })}
      </Typography>
      {read.kind === 'gap' && (
        <Typography tag="p" textColor="danger600">
          {t('posts.when.gap')}
        </Typography>
      )}
      {read.kind === 'twice' && (
        <>
          <Typography id={id} tag="p">
            {t('posts.when.twice')}
          </Typography>
          <Radio.Group
            aria-labelledby={id}
            value={moment.picked ?? ''}
            onValueChange={(picked: string) => onChange({ ...moment, picked })}
          >
            {[read.first, read.second].map((choice) => (
              <Radio.Item key={choice} value={choice}>
                {zonedText(choice, zone, locale)}
              </Radio.Item>
            ))}
          </Radio.Group>
        </>
      )}
    </Flex>
  );
};
