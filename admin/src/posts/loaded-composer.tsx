import { Loader } from '@strapi/design-system';
import { lazy, type RefObject, Suspense } from 'react';

import { getPost } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';

const PostComposer = lazy(() => import('../composer/post-composer'));

interface LoadedComposerProps {
  id: number;
  /** True: it opens with what the entry of the post holds now. */
  renews?: boolean;
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

/** The form on a post, read anew. */
export const LoadedComposer = ({ id, ...props }: LoadedComposerProps) => {
  const { t } = useTexts();
  const { data, problem, reload } = useTikTokQuery(getPost, { params: { id } }, { fresh: true });
  if (problem) return <Problem problem={problem} onRetry={reload} />;
  const loading = <Loader small>{t('common.loading')}</Loader>;
  if (!data) return loading;
  return (
    <Suspense fallback={loading}>
      <PostComposer post={data.post} {...props} />
    </Suspense>
  );
};
