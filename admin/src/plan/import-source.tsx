import {
  Box,
  Button,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  Typography,
} from '@strapi/design-system';
import { Download } from '@strapi/icons';
import { useId, useState } from 'react';

import { editorZone } from '../composer/model/wall-time';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { decodeTable } from './decode-table';
import { csvBlob, download } from './download';
import { MOST_CHARACTERS, templateCsv } from './import-file';

export interface ImportSource {
  csv: string;
  /** IANA; null: each account's own. */
  timeZone: string | null;
}

interface ImportSourceProps {
  source: ImportSource;
  disabled: boolean;
  /** Only what was changed: a file is read while the zone may be chosen. */
  onChange: (changes: Partial<ImportSource>) => void;
}

const EACH = 'each';

/** A file or what was pasted, and the zone in which its times are meant. */
export const ImportSourceFields = ({ source, disabled, onChange }: ImportSourceProps) => {
  const { t } = useTexts();
  const fileId = useId();
  const [unreadable, setUnreadable] = useState(false);
  const [guessed, setGuessed] = useState(false);
  const tooLong = source.csv.length > MOST_CHARACTERS;

  const choose = async (file: File | undefined) => {
    if (!file) return;
    try {
      // A character has at most four bytes: what is larger than that is too long in any case.
      if (file.size > MOST_CHARACTERS * 4) throw new RangeError('too long');
      const { text, guessed } = decodeTable(await file.arrayBuffer());
      onChange({ csv: text });
      setUnreadable(false);
      setGuessed(guessed);
    } catch {
      setUnreadable(true);
    }
  };

  useReadOut(guessed && !unreadable ? t('plan.import.guessed') : null);

  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      <Flex gap={3} wrap="wrap" alignItems="flex-end" justifyContent="space-between">
        <Flex direction="column" alignItems="flex-start" gap={1}>
          <Typography tag="label" htmlFor={fileId} variant="pi" fontWeight="bold">
            {t('plan.import.file')}
          </Typography>
          <input
            id={fileId}
            type="file"
            accept=".csv,text/csv"
            disabled={disabled}
            onChange={(event) => void choose(event.target.files?.[0])}
          />
          {guessed && !unreadable && (
            <Typography textColor="warning700">{t('plan.import.guessed')}</Typography>
          )}
          {unreadable && (
            <Typography textColor="danger600" role="alert">
              {t('plan.import.fileUnreadable')}
            </Typography>
          )}
        </Flex>
        <Button
          variant="tertiary"
          startIcon={<Download />}
          onClick={() => download(csvBlob(templateCsv()), 'tiktok-import.csv')}
        >
          {t('plan.import.template')}
        </Button>
      </Flex>
      <Field.Root
        name="csv"
        hint={t('plan.import.text.hint')}
        error={tooLong ? t('plan.import.tooLong') : undefined}
      >
        <Field.Label>{t('plan.import.text')}</Field.Label>
        <Textarea
          value={source.csv}
          disabled={disabled}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            onChange({ csv: event.target.value })
          }
        />
        <Field.Hint />
        <Field.Error />
      </Field.Root>
      <Box width={{ initial: '100%', medium: '36rem' }}>
        <Field.Root name="timeZone" hint={t('plan.import.zone.hint')}>
          <Field.Label>{t('plan.import.zone')}</Field.Label>
          <SingleSelect
            value={source.timeZone ?? EACH}
            disabled={disabled}
            onChange={(chosen) => onChange({ timeZone: chosen === EACH ? null : String(chosen) })}
          >
            <SingleSelectOption value={EACH}>{t('plan.import.zone.each')}</SingleSelectOption>
            {[...new Set([editorZone(), 'UTC'])].map((zone) => (
              <SingleSelectOption key={zone} value={zone}>
                {zone}
              </SingleSelectOption>
            ))}
          </SingleSelect>
          <Field.Hint />
        </Field.Root>
      </Box>
    </Flex>
  );
};
