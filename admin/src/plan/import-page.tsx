import { Button, Flex, LinkButton } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { Link } from 'react-router-dom';

import { type ImportedRow } from '../../../contracts/plan';
import { bulkAddress } from '../bulk/model/address';
import { Card } from '../components/card';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { lotsOf, MOST_CHARACTERS, tally } from './import-file';
import { ImportRows } from './import-rows';
import { type ImportSource, ImportSourceFields } from './import-source';
import { useImport } from './use-import';

const SUBJECTS = ['plan', 'posts'] as const;

/** The drafts are there; agreeing to them is another step, in one table. */
const Saved = ({ rows }: { rows: readonly ImportedRow[] }) => {
  const { t } = useTexts();
  const mayCompose = useMay('composePosts');
  const { postIds, wrong } = tally(rows);
  const lots = lotsOf(postIds);
  return (
    <Note
      level={wrong > 0 ? 'warning' : 'success'}
      announce
      action={
        mayCompose && (
          <Flex gap={2} wrap="wrap">
            {lots.map((lot, index) => (
              <LinkButton
                key={lot[0]}
                tag={Link}
                to={bulkAddress({ kind: 'posts', postIds: lot })}
                variant={index === 0 ? 'default' : 'secondary'}
              >
                {lots.length === 1
                  ? t('plan.import.agree')
                  : t('plan.import.agreeLot', { number: index + 1, count: lot.length })}
              </LinkButton>
            ))}
          </Flex>
        )
      }
    >
      {t('plan.import.saved', { count: postIds.length, wrong })}
    </Note>
  );
};

const Content = () => {
  const { t } = useTexts();
  const [source, setSource] = useState<ImportSource>({ csv: '', timeZone: null });
  const { checked, problem, isRunning, check, save, forget } = useImport();
  const counted = checked && tally(checked.rows);
  const change = (changes: Partial<ImportSource>) => {
    setSource((before) => ({ ...before, ...changes }));
    // What was looked at is not what stands there any more.
    forget();
  };
  const empty = source.csv.trim() === '' || source.csv.length > MOST_CHARACTERS;

  return (
    <Page.Main>
      <Page.Title>{t('plan.import.title')}</Page.Title>
      <Layouts.Header
        title={t('plan.import.title')}
        subtitle={t('plan.import.subtitle')}
        navigationAction={<BackButton fallback="/plugins/tiktok/calendar" />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6}>
          <Card title={t('plan.import.source')} description={t('plan.import.source.what')}>
            <ImportSourceFields source={source} disabled={isRunning} onChange={change} />
            <Flex>
              <Button
                disabled={empty}
                loading={isRunning && !checked}
                onClick={() => void check(source)}
              >
                {t('plan.import.check')}
              </Button>
            </Flex>
          </Card>
          {problem && <Problem problem={problem} />}
          {checked?.saved && <Saved rows={checked.rows} />}
          {checked && counted && (
            <Card
              title={t('plan.import.rows')}
              description={t('plan.import.counted', { right: counted.right, wrong: counted.wrong })}
              action={
                !checked.saved && (
                  <Button
                    disabled={counted.right === 0}
                    loading={isRunning}
                    onClick={() => void save()}
                  >
                    {t('plan.import.save', { count: counted.right })}
                  </Button>
                )
              }
            >
              <ImportRows rows={checked.rows} />
            </Card>
          )}
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

/** Posts from a table: looked at row by row, then saved as drafts. Loaded when it is opened. */
const ImportPage = () => (
  <TikTokPage permissions={PERMISSIONS.importPosts} subjects={SUBJECTS}>
    <Content />
  </TikTokPage>
);

export default ImportPage;
