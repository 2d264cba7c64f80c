import { Box, Flex, Table, Tbody, Td, Th, Thead, Tr, Typography } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { type ImportedRow } from '../../../contracts/plan';
import { Mark } from '../components/mark';
import { type TablePlace } from '../components/table-place';
import { useTexts } from '../translations';

const COLUMNS = ['row', 'state', 'account', 'files', 'shareType', 'caption', 'time'] as const;

const Row = ({
  row: { row, problems, post, postId },
  ...place
}: { row: ImportedRow } & TablePlace) => {
  const { t, dateTime, said } = useTexts();
  return (
    <Tr data-testid="imported-row" {...place}>
      <Td>
        <Typography>{row}</Typography>
      </Td>
      <Td>
        <Flex direction="column" alignItems="flex-start" gap={1} maxWidth="40rem">
          {problems.length === 0 ? (
            <Mark tone="success">
              {t(postId === null ? 'plan.import.row.right' : 'plan.import.row.saved')}
            </Mark>
          ) : (
            <>
              <Mark tone="danger">{t('plan.import.row.wrong')}</Mark>
              {problems.map(({ column, message }) => (
                <Typography
                  key={`${column ?? ''} ${message}`}
                  textColor="neutral800"
                  style={{ whiteSpace: 'normal' }}
                >
                  {column === null
                    ? said(message)
                    : t('plan.import.row.problem', { column, message: said(message) })}
                </Typography>
              ))}
            </>
          )}
          {postId !== null && (
            <Link to={`/plugins/tiktok/posts/${postId}`}>
              <Typography textColor="primary600">
                {t('plan.import.row.open', { id: postId })}
              </Typography>
            </Link>
          )}
        </Flex>
      </Td>
      <Td>
        <Typography>{post?.account ?? '–'}</Typography>
      </Td>
      <Td>
        <Typography>{post?.files.join(', ') ?? '–'}</Typography>
      </Td>
      <Td>
        <Typography>{post ? t(`posts.shareType.${post.shareType}`) : '–'}</Typography>
      </Td>
      <Td>
        <Typography ellipsis>{post?.caption ?? '–'}</Typography>
      </Td>
      <Td>
        <Typography>{post?.at ? dateTime(post.at) : '–'}</Typography>
      </Td>
    </Tr>
  );
};

/** The table as the server read it, row by row, with what is wrong in each. */
export const ImportRows = ({ rows }: { rows: readonly ImportedRow[] }) => {
  const { t } = useTexts();
  return (
    <Box
      style={{ overflowX: 'auto' }}
      tabIndex={0}
      role="region"
      aria-label={t('plan.import.rows')}
    >
      <Table
        colCount={COLUMNS.length}
        rowCount={rows.length + 1}
        aria-label={t('plan.import.rows')}
      >
        <Thead>
          <Tr>
            {COLUMNS.map((column) => (
              <Th key={column}>
                <Typography variant="sigma" textColor="neutral600">
                  {t(`plan.import.column.${column}`)}
                </Typography>
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {rows.map((row) => (
            <Row key={row.row} row={row} />
          ))}
        </Tbody>
      </Table>
    </Box>
  );
};
