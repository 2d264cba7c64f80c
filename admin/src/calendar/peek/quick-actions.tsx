import { Button, Flex, LinkButton, Typography } from '@strapi/design-system';
import { useEffect, useRef } from 'react';
import { Link } from 'react-router-dom';

import { type PostAction, type PostSummary } from '../../../../contracts/posts';
import { Thumbnail } from '../../components/thumbnail';
import { useTexts } from '../../translations';
import { StateMark } from '../board/state-mark';
import { timeOf } from '../model/events';
import { whyFixed } from '../model/why-fixed';

/** What is done from the calendar, in the order it is offered; the rest stands on the post's page. */
export const QUICK_ACTIONS = [
  'approve',
  'edit',
  'reschedule',
  'publish_now',
  'retry',
  'duplicate',
  'cancel',
] as const satisfies PostAction[];
export type QuickAction = (typeof QUICK_ACTIONS)[number];

interface QuickActionsProps {
  post: PostSummary;
  when: (at: string) => string;
  onAct: (action: QuickAction) => void;
}

/** A post at a glance, and what the server says may be done with it now. */
export const QuickActions = ({ post, when, onAct }: QuickActionsProps) => {
  const { t } = useTexts();
  const first = useRef<HTMLAnchorElement>(null);
  // Chosen from a list, whose button is gone: the keyboard goes on here.
  useEffect(() => first.current?.focus(), []);
  const at = timeOf(post);
  const fixed = whyFixed(post);
  const labelOf = (action: QuickAction): string => {
    if (action === 'edit' && post.state === 'draft') return t('posts.action.compose');
    return t(action === 'reschedule' ? 'calendar.chooseTime' : `posts.action.${action}`);
  };
  const offered = QUICK_ACTIONS.filter((action) => post.actions.includes(action));
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Flex gap={3} alignItems="flex-start">
        <Thumbnail
          shown={post.thumbnail}
          kind={post.kind}
          width={5}
          name={t(`posts.kind.${post.kind}`)}
        />
        <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
          <Typography variant="omega" fontWeight="bold" tag="h3">
            {post.title || t('posts.untitled', { id: post.id })}
          </Typography>
          <Typography variant="pi" textColor="neutral800" tag="div">
            <StateMark state={post.state} />
          </Typography>
          {at !== null && (
            <Typography variant="pi" textColor="neutral700">
              {when(at)}
            </Typography>
          )}
          <Typography variant="pi" textColor="neutral700">
            {post.account.nickname}
          </Typography>
        </Flex>
      </Flex>
      {fixed && (
        <Typography variant="pi" textColor="neutral700">
          {t(`calendar.fixed.${fixed}`)}
        </Typography>
      )}
      <Flex direction="column" alignItems="stretch" gap={1}>
        <LinkButton
          ref={first}
          tag={Link}
          to={`/plugins/tiktok/posts/${post.id}`}
          variant="secondary"
          fullWidth
        >
          {t('calendar.peek.open')}
        </LinkButton>
        {offered.map((action) => (
          <Button
            key={action}
            fullWidth
            variant={action === 'cancel' ? 'danger-light' : 'tertiary'}
            onClick={() => onAct(action)}
          >
            {labelOf(action)}
          </Button>
        ))}
      </Flex>
    </Flex>
  );
};
