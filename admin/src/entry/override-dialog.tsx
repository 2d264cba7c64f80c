import { Checkbox, Field, Flex, Textarea, Typography } from '@strapi/design-system';
import { type ChangeEvent, useEffect, useState } from 'react';

import { type EntrySource } from '../../../contracts/posts';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type getEntryRules, putEntryOverride } from '../../../contracts/rules';
import { Confirm } from '../components/confirm';
import { instantOfMoment, momentFrom, TimeFields } from '../posts/time-fields';
import { overrideForm, overrideOf, overrideProblem } from '../rules/override';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useNow } from '../utils/use-now';
import { useNotify } from '../utils/use-notify';
import { type KeptOverride } from './opened-override';

interface OverrideDialogProps {
  source: EntrySource;
  override: ResponseOf<typeof getEntryRules>['override'];
  /** What TikTok takes of a caption for the files of this entry. */
  captionLimit: number;
  /** Where what is typed outlives the panel around it. */
  memory: { kept: KeptOverride | null };
  onClose: () => void;
}

/** For this entry alone: no post at all, another caption, another time. */
export const OverrideDialog = ({
  source,
  override,
  captionLimit,
  memory,
  onClose,
}: OverrideDialogProps) => {
  const { t } = useTexts();
  const now = useNow();
  const notify = useNotify();
  const { run, question } = useSharedWrite(putEntryOverride);
  const [seen] = useState(() => memory.kept?.version ?? override.version);
  const [form, setForm] = useState(() => memory.kept?.form ?? overrideForm(override));
  const [moment, setMoment] = useState(() => memory.kept?.moment ?? momentFrom(override.at));
  useEffect(() => {
    Object.assign(memory, { kept: { version: seen, form, moment } });
  }, [memory, seen, form, moment]);
  const chosen = { ...form, at: instantOfMoment(moment) };
  const wrong = overrideProblem(chosen, now, captionLimit);
  useReadOut(wrong === 'past' ? t('rule.entry.past') : null);
  const { uid, documentId, locale } = source;

  const onConfirm = async () => {
    const outcome = await run(seen, (version) => ({
      params: { uid, documentId },
      query: { locale: locale ?? undefined },
      body: { version, ...overrideOf(chosen) },
    }));
    if (outcome.result === 'refused') return outcome.problem;
    if (outcome.result === 'undecided') return 'stay';
    // What somebody else decided stands in the panel behind this dialog.
    if (outcome.result === 'theirs') return null;
    notify.done(t('rule.entry.saved'));
    return null;
  };

  return (
    <>
      <Confirm
        title={t('rule.entry.change')}
        confirmLabel={t('common.save')}
        variant="default"
        ready={wrong === null}
        onConfirm={onConfirm}
        onClose={onClose}
      >
        <Typography tag="p">{t('rule.entry.change.what')}</Typography>
        <Checkbox
          checked={form.skip}
          onCheckedChange={(skip) => setForm((before) => ({ ...before, skip: skip === true }))}
        >
          {t('rule.entry.skip')}
        </Checkbox>
        {!form.skip && (
          <Flex direction="column" alignItems="stretch" gap={4}>
            <Checkbox
              checked={form.ownCaption}
              onCheckedChange={(own) =>
                setForm((before) => ({ ...before, ownCaption: own === true }))
              }
            >
              {t('rule.entry.ownCaption')}
            </Checkbox>
            {form.ownCaption && (
              <Field.Root
                name="caption"
                hint={t('rule.entry.count', {
                  count: form.caption.length,
                  limit: captionLimit,
                })}
                error={
                  wrong === 'caption' ? t('rule.entry.tooLong', { limit: captionLimit }) : undefined
                }
              >
                <Field.Label>{t('rule.preview.caption')}</Field.Label>
                <Textarea
                  value={form.caption}
                  onChange={({ target }: ChangeEvent<HTMLTextAreaElement>) =>
                    setForm((before) => ({ ...before, caption: target.value }))
                  }
                />
                <Field.Hint />
                <Field.Error />
              </Field.Root>
            )}
            <Checkbox
              checked={form.ownTime}
              onCheckedChange={(own) => setForm((before) => ({ ...before, ownTime: own === true }))}
            >
              {t('rule.entry.ownTime')}
            </Checkbox>
            {form.ownTime && <TimeFields moment={moment} onChange={setMoment} />}
          </Flex>
        )}
      </Confirm>
      {question}
    </>
  );
};
