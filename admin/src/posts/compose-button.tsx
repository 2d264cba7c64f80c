import { Button } from '@strapi/design-system';
import { lazy, Suspense, useRef, useState } from 'react';

import { type PostView } from '../../../contracts/posts';
import { useTexts } from '../translations';

const PostComposer = lazy(() => import('../composer/post-composer'));

/** Opens the form on the post: to change it, or to approve it. */
export const ComposeButton = ({ post }: { post: PostView }) => {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const approves = post.state === 'awaiting_approval' && post.actions.includes('approve');
  const isDraft = post.state === 'draft';
  if (!approves && !post.actions.includes('edit') && !isOpen) return null;
  return (
    <>
      <Button
        ref={button}
        variant={approves || isDraft ? 'default' : 'secondary'}
        onClick={() => setIsOpen(true)}
      >
        {t(
          approves
            ? 'posts.action.approve'
            : isDraft
              ? 'posts.action.compose'
              : 'posts.action.edit',
        )}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <PostComposer post={post} returnFocus={button} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
};
