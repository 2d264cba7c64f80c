import { Box, Button, Flex, Grid } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { type FormEvent, useEffect, useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { type AccountView } from '../../../contracts/accounts';
import { type RuleType, type RuleView } from '../../../contracts/rules';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useLeaveGuard } from '../new-post/use-leave-guard';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { endsWaiver, inputOf, trialOf } from './draft';
import { DryRunCard } from './dry-run-card';
import { PreviewCard } from './preview-card';
import { useEditor } from './use-editor';
import { type TriedEntry } from './use-preview';
import { WaiverCard } from './waiver-card';
import { type RuleChange } from './section';
import { WhatSection } from './what-section';
import { WhenSection } from './when-section';
import { WhereSection } from './where-section';
import { WordsSection } from './words-section';

interface EditorProps {
  rule: RuleView | null;
  types: readonly RuleType[];
  accounts: readonly AccountView[];
}

const FORM = 'tiktok-rule';

/** A rule with everything that it decides, beside what it would make of a real entry. */
export const Editor = ({ rule, types, accounts }: EditorProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const navigate = useNavigate();
  const editor = useEditor(rule);
  const { draft, setDraft, saved, isUnsaved, isRunning, problem } = editor;
  const [tried, setTried] = useState<(NonNullable<TriedEntry> & { uid: string }) | null>(null);
  const guard = useMemo(() => ({ isTouched: false }), []);
  useEffect(() => {
    Object.assign(guard, { isTouched: isUnsaved });
  }, [guard, isUnsaved]);
  const question = useLeaveGuard(guard);
  const trial = useMemo(() => trialOf(draft), [draft]);
  const type = types.find(({ uid }) => uid === draft.uid);
  const section = {
    draft,
    type,
    types,
    accounts,
    errorOf: editor.errorOf,
    onChange: (change: RuleChange) =>
      setDraft((before) =>
        typeof change === 'function' ? change(before) : { ...before, ...change },
      ),
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await editor.save();
    if (!done) return;
    notify.done(t('rule.saved', { name: done.name }));
    Object.assign(guard, { isTouched: false });
    if (!saved) navigate(`/plugins/tiktok/rules/${done.id}`, { replace: true });
  };

  return (
    <>
      <Page.Title>{saved?.name ?? t('rule.new')}</Page.Title>
      <Layouts.Header
        title={saved?.name ?? t('rule.new')}
        subtitle={saved?.idleWhy ?? undefined}
        navigationAction={<BackButton fallback="/plugins/tiktok/rules" />}
        primaryAction={
          <Button
            type="submit"
            form={FORM}
            loading={isRunning}
            disabled={!isUnsaved || draft.name.trim() === '' || inputOf(draft) === null}
          >
            {t('common.save')}
          </Button>
        }
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          {problem && <Problem problem={problem} />}
          {saved && endsWaiver(draft, saved) && (
            <Note level="warning">{t('rule.waiver.wouldEnd')}</Note>
          )}
          <Grid.Root gap={6}>
            <Grid.Item col={7} m={12} xs={12} direction="column" alignItems="stretch" gap={6}>
              <Box
                tag="form"
                id={FORM}
                noValidate
                onSubmit={(event: FormEvent) => void submit(event)}
              >
                <Flex direction="column" alignItems="stretch" gap={6}>
                  <WhatSection {...section} />
                  <WordsSection {...section} />
                  <WhereSection {...section} />
                  <WhenSection {...section} />
                </Flex>
              </Box>
              {saved?.shareType === 'direct_post' && (
                <WaiverCard
                  rule={saved}
                  accounts={accounts}
                  isUnsaved={isUnsaved}
                  onChanged={editor.setSaved}
                />
              )}
            </Grid.Item>
            <Grid.Item col={5} m={12} xs={12} direction="column" alignItems="stretch">
              <PreviewCard
                rule={trial}
                accounts={accounts}
                entry={tried?.uid === draft.uid ? tried : null}
                onLatest={() => setTried(null)}
              />
            </Grid.Item>
          </Grid.Root>
          <DryRunCard rule={trial} onShow={(entry, uid) => setTried({ ...entry, uid })} />
        </Flex>
      </Layouts.Content>
      {question}
      {editor.question}
    </>
  );
};
