import { Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';

import { type PostView } from '../../../contracts/posts';
import { Card } from '../components/card';
import { Fold } from '../components/fold';
import { type TablePlace } from '../components/table-place';
import { useTexts } from '../translations';

type Attempt = PostView['attempts'][number];

const COLUMNS = ['number', 'started', 'outcome', 'publishId', 'logIds'] as const;

const Row = ({ attempt, ...place }: { attempt: Attempt } & TablePlace) => {
  const { t, dateTime, number } = useTexts();
  const { failReason, publishId, logIds } = attempt;
  const outcome = t(`posts.attempt.${attempt.outcome}`);
  const cells = [
    number(attempt.number),
    dateTime(attempt.startedAt),
    failReason === null ? outcome : `${outcome}: ${failReason}`,
    publishId ?? '',
    logIds.join(', '),
  ];
  return (
    <Tr {...place}>
      {cells.map((cell, index) => (
        <Td key={COLUMNS[index]}>
          <Typography style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{cell}</Typography>
        </Td>
      ))}
    </Tr>
  );
};

/** Every call that asked TikTok to begin; folded away, the ids that TikTok's support asks for. */
export const Attempts = ({ attempts }: { attempts: readonly Attempt[] }) => {
  const { t } = useTexts();
  const last = attempts.at(-1);
  return (
    <Card title={t('posts.attempts')}>
      {attempts.length === 0 ? (
        <Typography tag="p">{t('posts.attempts.none')}</Typography>
      ) : (
        <Fold title={t('posts.facts')} summary={last ? t(`posts.attempt.${last.outcome}`) : ''}>
          <Table
            colCount={COLUMNS.length}
            rowCount={attempts.length + 1}
            aria-label={t('posts.attempts')}
          >
            <Thead>
              <Tr>
                {COLUMNS.map((column) => (
                  <Th key={column}>
                    <Typography variant="sigma" textColor="neutral600">
                      {t(`posts.attempt.${column}`)}
                    </Typography>
                  </Th>
                ))}
              </Tr>
            </Thead>
            <Tbody>
              {attempts.map((attempt) => (
                <Row key={attempt.number} attempt={attempt} />
              ))}
            </Tbody>
          </Table>
        </Fold>
      )}
    </Card>
  );
};
