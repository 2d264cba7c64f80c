import { Button } from '@strapi/design-system';
import { useRef, useState } from 'react';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { LoadedComposer } from './loaded-composer';

/** Opens the form on the post: to change it, or to approve it. */
export const ComposeButton = ({ post }: { post: PostSummary }) => {
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
        <LoadedComposer id={post.id} returnFocus={button} onClose={() => setIsOpen(false)} />
      )}
    </>
  );
};
