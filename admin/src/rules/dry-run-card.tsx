import { Button, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { useState } from 'react';

import { type ResponseOf } from '../../../contracts/endpoint';
import { dryRunRule, type RuleInput, type RuleOutcome } from '../../../contracts/rules';
import { type Outcome, useTikTokMutation } from '../api';
import { Card } from '../components/card';
import { Mark } from '../components/mark';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { type TablePlace } from '../components/table-place';
import { useTexts } from '../translations';
import { useReadOutOf } from '../utils/read-out';
import { isWordless } from './rule-words';
import { type TriedEntry } from './use-preview';

const COLUMNS = ['entry', 'published', 'would', 'caption', 'show'] as const;

interface RowProps extends TablePlace {
  outcome: RuleOutcome;
  onShow: () => void;
}

const Row = ({ outcome, onShow, ...place }: RowProps) => {
  const { t, dateTime, said } = useTexts();
  const { title, locale, publishedAt, fires, why, caption } = outcome;
  return (
    <Tr {...place}>
      <Td>
        <Typography>{locale ? `${title} (${locale})` : title}</Typography>
      </Td>
      <Td>
        <Typography>{publishedAt && dateTime(publishedAt)}</Typography>
      </Td>
      <Td>
        <Mark tone={fires ? 'success' : 'neutral'}>
          {t(fires ? 'rule.dryRun.yes' : 'rule.dryRun.no')}
        </Mark>
        {why !== null && (
          <Typography tag="p" variant="pi" style={{ whiteSpace: 'normal' }}>
            {said(why)}
          </Typography>
        )}
      </Td>
      <Td>
        {isWordless(outcome) ? (
          <Typography tag="p" variant="pi" style={{ whiteSpace: 'normal' }}>
            {t('rule.preview.wordless')}
          </Typography>
        ) : (
          <Typography ellipsis maxWidth="30rem" display="block" title={caption}>
            {caption}
          </Typography>
        )}
      </Td>
      <Td>
        <Button size="S" variant="tertiary" onClick={onShow}>
          {t('rule.dryRun.show')}
        </Button>
      </Td>
    </Tr>
  );
};

interface DryRunCardProps {
  rule: RuleInput | null;
  /** Shows this entry in the preview. */
  onShow: (entry: NonNullable<TriedEntry>, uid: string) => void;
}

/** Which entries of the last 30 days would have been posted; asked for by a button. */
export const DryRunCard = ({ rule, onShow }: DryRunCardProps) => {
  const { t } = useTexts();
  const { run, isRunning } = useTikTokMutation(dryRunRule);
  const [result, setResult] = useState<{
    of: RuleInput;
    outcome: Outcome<ResponseOf<typeof dryRunRule>>;
  } | null>(null);
  const start = async () => {
    if (rule) setResult({ of: rule, outcome: await run({ body: { rule } }) });
  };
  const outcomes = result?.outcome.ok ? result.outcome.data.outcomes : [];
  const count = outcomes.filter(({ fires }) => fires).length;
  const words = useReadOutOf<HTMLParagraphElement>();
  return (
    <Card
      title={t('rule.dryRun')}
      description={t('rule.dryRun.what')}
      action={
        <Button
          variant="secondary"
          disabled={rule === null}
          loading={isRunning}
          onClick={() => void start()}
        >
          {t('rule.dryRun.start')}
        </Button>
      }
    >
      {result && !result.outcome.ok && <Problem problem={result.outcome.problem} />}
      {result?.outcome.ok && (
        <Typography ref={words} tag="p">
          {t('rule.dryRun.result', { count, total: outcomes.length })}{' '}
          {result.outcome.data.truncated && t('rule.dryRun.truncated')}
        </Typography>
      )}
      {result?.outcome.ok && result.of !== rule && (
        <Note level="info">{t('rule.dryRun.behind')}</Note>
      )}
      {outcomes.length > 0 && (
        <Table
          colCount={COLUMNS.length}
          rowCount={outcomes.length + 1}
          aria-label={t('rule.dryRun')}
        >
          <Thead>
            <Tr>
              {COLUMNS.map((column) => (
                <Th key={column}>
                  <Typography variant="sigma">{t(`rule.dryRun.column.${column}`)}</Typography>
                </Th>
              ))}
            </Tr>
          </Thead>
          <Tbody>
            {outcomes.map((outcome) => (
              <Row
                key={`${outcome.documentId}:${outcome.locale ?? ''}`}
                outcome={outcome}
                onShow={() => {
                  const { documentId, locale, title } = outcome;
                  onShow({ documentId, locale, title }, result?.of.uid ?? '');
                }}
              />
            ))}
          </Tbody>
        </Table>
      )}
    </Card>
  );
};
