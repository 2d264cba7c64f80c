import { Button, EmptyStateLayout, Flex, LinkButton, Typography } from '@strapi/design-system';
import { Plus, Upload } from '@strapi/icons';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { useState } from 'react';
import { NavLink } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { deleteRule, listRules, type RuleView } from '../../../contracts/rules';
import { useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { Confirm } from '../components/confirm';
import { Loaded } from '../components/loaded';
import { DownloadButton } from '../review/download-button';
import { useSharedWrite } from '../shared-edit/use-shared-write';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { ImportDialog } from './import-dialog';
import { RuleCard } from './rule-card';
import { TypesCard } from './types-card';

const DeleteRule = ({ rule, onClose }: { rule: RuleView; onClose: () => void }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run, question } = useSharedWrite(deleteRule);
  const onConfirm = async () => {
    const outcome = await run(rule.version, (version) => ({
      params: { id: rule.id },
      query: { version },
    }));
    if (outcome.result === 'refused') return outcome.problem;
    if (outcome.result === 'undecided') return 'stay';
    if (outcome.result === 'theirs') return null;
    notify.done(t('rule.deleted', { name: rule.name }));
    return null;
  };
  return (
    <>
      <Confirm
        title={t('rule.delete', { name: rule.name })}
        confirmLabel={t('rule.delete.confirm')}
        onConfirm={onConfirm}
        onClose={onClose}
      >
        <Typography tag="p">{t('rule.delete.what')}</Typography>
      </Confirm>
      {question}
    </>
  );
};

const NewButton = () => {
  const { t } = useTexts();
  return (
    <LinkButton tag={NavLink} to="/plugins/tiktok/rules/new" startIcon={<Plus />}>
      {t('rule.new')}
    </LinkButton>
  );
};

const TransferCard = () => {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Card title={t('rule.transfer')} description={t('rule.transfer.what')}>
      <Flex gap={2} wrap="wrap">
        <DownloadButton
          label={t('rule.export')}
          path="/rules/export"
          fileName="tiktok-rules.json"
        />
        <Button variant="secondary" startIcon={<Upload />} onClick={() => setIsOpen(true)}>
          {t('rule.import')}
        </Button>
      </Flex>
      {isOpen && <ImportDialog onClose={() => setIsOpen(false)} />}
    </Card>
  );
};

/** All rules, the content types that may be posted, and the way between environments. */
export const RuleList = () => {
  const { t } = useTexts();
  const read = useTikTokQuery(listRules, {});
  const { data: known } = useTikTokQuery(listAccounts, {});
  const [deleting, setDeleting] = useState<RuleView | null>(null);
  return (
    <Page.Main>
      <Page.Title>{t('rule.title')}</Page.Title>
      <Layouts.Header
        title={t('rule.title')}
        subtitle={t('rule.subtitle')}
        navigationAction={<BackButton fallback="/plugins/tiktok" />}
        primaryAction={<NewButton />}
      />
      <Layouts.Content>
        <Loaded read={read}>
          {({ rules, types }) => (
            <Flex direction="column" alignItems="stretch" gap={6}>
              {rules.length === 0 ? (
                <EmptyStateLayout
                  content={t('rule.none')}
                  action={<NewButton />}
                  hasRadius
                  shadow="tableShadow"
                />
              ) : (
                <Flex
                  tag="ul"
                  direction="column"
                  alignItems="stretch"
                  gap={4}
                  padding={0}
                  aria-label={t('rule.title')}
                >
                  {rules.map((rule) => (
                    <RuleCard
                      key={rule.id}
                      rule={rule}
                      types={types}
                      accounts={known?.accounts ?? []}
                      onDelete={() => setDeleting(rule)}
                    />
                  ))}
                </Flex>
              )}
              <TypesCard types={types} />
              <TransferCard />
            </Flex>
          )}
        </Loaded>
        {deleting && <DeleteRule rule={deleting} onClose={() => setDeleting(null)} />}
      </Layouts.Content>
    </Page.Main>
  );
};
