import { Typography } from '@strapi/design-system';

import { viewsOfEntries, viewsOfPosts } from '../../../contracts/insights';
import { useTikTokQuery } from '../api';
import { useMay } from '../utils/use-may';
import { useNumbers } from './numbers';

const Digits = ({ digits }: { digits: string | undefined }) => {
  const { count } = useNumbers();
  return (
    <Typography textColor="neutral800" data-testid="tiktok-views">
      {count(digits ?? null)}
    </Typography>
  );
};

/** The views of one post of a list; all cells of a page ask the same, so that one call is made. */
export const PostViewsCell = ({ id, ids }: { id: number; ids: readonly number[] }) => {
  const skip = !useMay('readInsights') || ids.length === 0;
  const read = useTikTokQuery(viewsOfPosts, { body: { ids: ids.slice(0, 100) } }, { skip });
  return <Digits digits={read.data?.views[String(id)]} />;
};

/** The views of one entry of the Content Manager's list, in the same way. */
export const EntryViewsCell = ({
  documentId,
  uid,
  documentIds,
}: {
  documentId: string;
  uid: string;
  documentIds: readonly string[];
}) => {
  const skip = !useMay('readInsights') || documentIds.length === 0;
  const body = { uid, documentIds: documentIds.slice(0, 100) };
  const read = useTikTokQuery(viewsOfEntries, { body }, { skip });
  return <Digits digits={read.data?.views[documentId]} />;
};
