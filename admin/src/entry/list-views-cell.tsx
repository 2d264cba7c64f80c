import { useTable } from '@strapi/strapi/admin';
import { useMemo } from 'react';

import { EntryViewsCell } from '../insights/views-cell';

const idOf = (row: object): string[] =>
  'documentId' in row && typeof row.documentId === 'string' ? [row.documentId] : [];

/** One cell of the column of views in the Content Manager's list; one call for the page. */
const ListViewsCell = ({ documentId, model }: { documentId: string; model: string }) => {
  const rows = useTable('TikTokViewsColumn', (state) => state.rows);
  const documentIds = useMemo(() => [...new Set(rows.flatMap(idOf))], [rows]);
  return <EntryViewsCell documentId={documentId} uid={model} documentIds={documentIds} />;
};

export default ListViewsCell;
