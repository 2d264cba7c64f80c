import { Flex, Link, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { NavLink } from 'react-router-dom';

import { type AttentionKind, type getAttention } from '../../../contracts/attention';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type PostSummary } from '../../../contracts/posts';
import { Mark } from '../components/mark';
import { useTexts } from '../translations';
import { NextStep } from './next-step';

type Attention = ResponseOf<typeof getAttention>;

const Section = ({
  title,
  count,
  children,
}: {
  title: string;
  count?: number;
  children: ReactNode;
}) => (
  <Flex direction="column" alignItems="stretch" gap={1}>
    <Flex gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="h3">
        {title}
      </Typography>
      {count !== undefined && <Mark tone="warning">{count}</Mark>}
    </Flex>
    <Flex tag="ul" direction="column" alignItems="stretch" gap={1} padding={0}>
      {children}
    </Flex>
  </Flex>
);

const Item = ({ to, name, note }: { to: string; name: string; note: string }) => (
  <Flex tag="li" gap={2} justifyContent="space-between" alignItems="baseline" minWidth={0}>
    <Link tag={NavLink} to={to} style={{ overflowWrap: 'anywhere' }}>
      {name}
    </Link>
    <Typography variant="pi" textColor="neutral600" textAlign="right">
      {note}
    </Typography>
  </Flex>
);

const More = ({ count }: { count: number }) => {
  const { t } = useTexts();
  return count <= 0 ? null : (
    <li>
      <Link tag={NavLink} to="/plugins/tiktok?tab=hand">
        {t('attention.more', { count })}
      </Link>
    </li>
  );
};

const PostItem = ({ post, note }: { post: PostSummary; note: string }) => {
  const { t } = useTexts();
  return (
    <Item
      to={`/plugins/tiktok/posts/${post.id}`}
      name={post.title || t('attention.untitled', { id: post.id })}
      note={note}
    />
  );
};

interface AttentionListProps {
  attention: Attention;
  /** What stands for a post that needs a hand; the way to it if absent. */
  renderPost?: (post: PostSummary, kind: AttentionKind) => ReactNode;
}

/** What needs a hand and what goes out next, each with the way there. */
export const AttentionList = ({
  attention,
  renderPost = (post) => <PostItem key={post.id} post={post} note={post.account.nickname} />,
}: AttentionListProps) => {
  const { t, dateTime } = useTexts();
  const { groups, accounts, next, total, setup } = attention;
  if (setup !== null && total === 0 && next.length === 0) return <NextStep step={setup} />;
  return (
    <Flex direction="column" alignItems="stretch" gap={4}>
      {total === 0 && (
        <Typography textColor="neutral600" tag="p">
          {t('attention.nothing')}
        </Typography>
      )}
      {groups.map(({ kind, total: all, posts }) => (
        <Section key={kind} title={t(`attention.kind.${kind}`)} count={all}>
          {posts.map((post) => renderPost(post, kind))}
          <More count={all - posts.length} />
        </Section>
      ))}
      {accounts.length > 0 && (
        <Section title={t('attention.kind.accounts')} count={accounts.length}>
          {accounts.map(({ id, nickname, handle }) => (
            <Item
              key={id}
              to="/settings/tiktok/accounts"
              name={nickname}
              note={handle === null ? '' : `@${handle}`}
            />
          ))}
        </Section>
      )}
      <Section title={t('attention.next')}>
        {next.length === 0 ? (
          <Typography tag="li" textColor="neutral600">
            {t('attention.next.none')}
          </Typography>
        ) : (
          next.map((post) => (
            <PostItem
              key={post.id}
              post={post}
              note={post.nextStepAt === null ? '' : dateTime(post.nextStepAt)}
            />
          ))
        )}
      </Section>
    </Flex>
  );
};
