import { Box, Flex, Popover, Typography } from '@strapi/design-system';
import { useMemo, useRef, useState } from 'react';

import { type PostSummary } from '../../../../contracts/posts';
import { useTexts } from '../../translations';
import { PostInCalendar } from '../board/post-box';
import { type CalendarPost, timeOf } from '../model/events';
import { focusBox, peekedAt } from './focus';
import { type QuickAction, QuickActions } from './quick-actions';

/** A box that was opened: a post, or the posts that are merged at a place. */
export interface Peeked {
  /** The name of the box. */
  key: string;
  posts: readonly (PostSummary | CalendarPost)[];
}

interface PeekProps {
  peeked: Peeked;
  /** An instant with its day, in the zone of the calendar. */
  when: (at: string) => string;
  onAct: (post: PostSummary, action: QuickAction) => void;
  onClose: () => void;
}

/**
 * What a box opens: what can be done with its post, or the list of its posts. Hangs on the box by its
 * name, since the calendar draws its boxes anew whenever something changes.
 */
export const Peek = ({ peeked: { key, posts }, when, onAct, onClose }: PeekProps) => {
  const { t } = useTexts();
  const [chosen, setChosen] = useState<number | null>(null);
  const acts = useRef(false);
  const anchor = useMemo(
    () => ({
      current: {
        getBoundingClientRect: () => peekedAt(key)?.getBoundingClientRect() ?? new DOMRect(),
      },
    }),
    [key],
  );
  const post = posts.length === 1 ? posts[0] : posts.find(({ id }) => id === chosen);
  const heading = post
    ? post.title || t('posts.untitled', { id: post.id })
    : t('calendar.together', { count: posts.length });

  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={anchor} />
      <Popover.Content
        aria-label={heading}
        collisionPadding={8}
        // A second press on the box closes it; that press is the box's own.
        onInteractOutside={(event) => {
          const { target } = event;
          if (target instanceof Node && peekedAt(key)?.contains(target)) event.preventDefault();
        }}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          // The question that was opened gives it back when it closes.
          if (!acts.current) focusBox(key);
        }}
      >
        <Box padding={4} width="min(34rem, calc(100vw - 2rem))" maxHeight="70vh" overflow="auto">
          {post ? (
            <QuickActions
              key={post.id}
              post={post}
              when={when}
              onAct={(action) => {
                acts.current = true;
                onAct(post, action);
              }}
            />
          ) : (
            <Flex direction="column" alignItems="stretch" gap={3}>
              <Typography variant="delta" tag="h3">
                {heading}
              </Typography>
              <Flex tag="ul" direction="column" alignItems="stretch" gap={2}>
                {posts.map((one) => {
                  const at = timeOf(one);
                  return (
                    <li key={one.id}>
                      <PostInCalendar
                        post={one}
                        time={at === null ? undefined : when(at)}
                        isDragged={false}
                        onOpen={() => setChosen(one.id)}
                      />
                    </li>
                  );
                })}
              </Flex>
            </Flex>
          )}
        </Box>
      </Popover.Content>
    </Popover.Root>
  );
};
