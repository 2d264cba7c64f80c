import { Button, Field, Flex, Link, Textarea, Typography } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { putLegalPage } from '../../../contracts/review';
import { type LegalPage } from '../../../contracts/review-view';
import { Confirm } from '../components/confirm';
import { CopyField } from '../components/copy';
import { Mark } from '../components/mark';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useSharedEdit } from '../shared-edit/use-shared-edit';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { DownloadButton } from './download-button';
import { drafts } from './drafts';
import { useFactNames } from './fact-names';
import { LegalPreview } from './legal-preview';

type Question = 'publish' | 'reset' | null;

/** One legal page in one language. */
export const LegalEditor = ({ page }: { page: LegalPage }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const names = useFactNames();
  const draft = `${page.kind} ${page.locale}`;
  const edit = useSharedEdit({
    endpoint: putLegalPage,
    saved: page,
    valuesOf: (saved) => saved.markdown,
    savedOf: (answer) => answer.page,
    kept: drafts.legal.get(draft),
  });
  const { values: markdown, kept, isChanged, isRunning, problem } = edit;
  const [question, setQuestion] = useState<Question>(null);
  const { kind, locale, edited, published, url, missing } = page;

  useEffect(() => {
    if (kept) drafts.legal.set(draft, kept);
    else drafts.legal.delete(draft);
  }, [draft, kept]);

  /** Publishing and withdrawing leave what is typed as it is. */
  const change = async (
    body: { markdown?: string | null; published?: boolean; knownGaps?: string[] },
    done: string,
  ): Promise<null> => {
    const saved = await edit.save(
      (seen) => ({ params: { kind, locale }, body: { version: seen, ...body } }),
      body.markdown === undefined,
    );
    if (saved) notify.done(done);
    return null;
  };

  return (
    <>
      <Flex gap={2} wrap="wrap">
        <Mark tone={published ? 'success' : 'neutral'}>
          {t(published ? 'review.legal.isPublished' : 'review.legal.isNotPublished')}
        </Mark>
        <Mark>{t(edited ? 'review.legal.isEdited' : 'review.legal.isMade')}</Mark>
      </Flex>
      {missing.length > 0 && (
        <Note level="warning">
          {t('review.legal.missing', { names: names(missing).join(', ') })}
        </Note>
      )}
      {problem && <Problem problem={problem} />}
      <Field.Root>
        <Field.Label>{t('review.legal.markdown')}</Field.Label>
        <Textarea
          value={markdown}
          lang={locale}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) =>
            edit.setValues(event.target.value)
          }
        />
      </Field.Root>
      <Flex gap={2} wrap="wrap">
        <Button
          disabled={!isChanged}
          loading={isRunning}
          onClick={() => void change({ markdown }, t('review.legal.saved'))}
        >
          {t('review.legal.save')}
        </Button>
        {edited && (
          <Button variant="tertiary" onClick={() => setQuestion('reset')}>
            {t('review.legal.reset')}
          </Button>
        )}
        {published ? (
          <Button
            variant="danger-light"
            loading={isRunning}
            onClick={() => void change({ published: false }, t('review.legal.withdrawn'))}
          >
            {t('review.legal.withdraw')}
          </Button>
        ) : (
          <Button variant="secondary" disabled={isChanged} onClick={() => setQuestion('publish')}>
            {t('review.legal.publish')}
          </Button>
        )}
        <DownloadButton
          label={t('review.legal.export')}
          path={`/review/legal/${kind}/${locale}/export.md`}
          fileName={`${kind}.${locale}.md`}
        />
      </Flex>
      <CopyField label={t('review.legal.address')} value={url} />
      {published && (
        <Link href={url} isExternal>
          {t('review.legal.open')}
        </Link>
      )}
      <LegalPreview markdown={markdown} locale={locale} />
      {question === 'publish' && (
        <Confirm
          title={t('review.legal.publish')}
          confirmLabel={t('review.legal.publish')}
          variant="default"
          onConfirm={() =>
            change({ published: true, knownGaps: missing }, t('review.legal.nowPublic'))
          }
          onClose={() => setQuestion(null)}
        >
          <Typography tag="p">{t('review.legal.publish.what')}</Typography>
          {missing.length > 0 && (
            <Note level="warning">
              {t('review.legal.missing', { names: names(missing).join(', ') })}
            </Note>
          )}
        </Confirm>
      )}
      {question === 'reset' && (
        <Confirm
          title={t('review.legal.reset')}
          confirmLabel={t('review.legal.reset')}
          onConfirm={() => change({ markdown: null }, t('review.legal.saved'))}
          onClose={() => setQuestion(null)}
        >
          <Typography tag="p">{t('review.legal.reset.what')}</Typography>
        </Confirm>
      )}
      {edit.question}
    </>
  );
};
