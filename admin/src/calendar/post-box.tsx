import { VisuallyHidden } from '@strapi/design-system';
import { Clock } from '@strapi/icons';
import { Link } from 'react-router-dom';

import { type PostSummary } from '../../../contracts/posts';
import { Thumbnail } from '../components/thumbnail';
import { useTexts } from '../translations';
import { PostBox } from './look';
import { colourOf } from './palette';
import { whyFixed } from './why-fixed';

interface PostInCalendarProps {
  post: PostSummary;
  /** The time on the wall, in words; absent for a draft without one. */
  time?: string;
  /** Asks for another time: the way by keyboard. */
  onChooseTime: () => void;
}

/** One post: time, kind, what it is called, its account and state; with why it cannot be moved. */
export const PostInCalendar = ({ post, time, onChooseTime }: PostInCalendarProps) => {
  const { t } = useTexts();
  const fixed = whyFixed(post);
  const why = fixed && t(`calendar.fixed.${fixed}`);
  const title = post.title || t('posts.untitled', { id: post.id });
  return (
    <PostBox
      $colour={colourOf(post.account.id)}
      $movable={fixed === null}
      title={why ?? undefined}
      data-post={post.id}
    >
      <div className="tiktok-line">
        <Thumbnail
          shown={post.thumbnail}
          kind={post.kind}
          width={1.6}
          name={t(`posts.kind.${post.kind}`)}
        />
        {time !== undefined && <span>{time}</span>}
        {fixed === null && (
          <button
            type="button"
            className="tiktok-move"
            aria-label={t('calendar.chooseTimeNamed', { title })}
            title={t('calendar.chooseTime')}
            onClick={onChooseTime}
          >
            <Clock aria-hidden width="1.4rem" height="1.4rem" fill="currentColor" />
          </button>
        )}
      </div>
      <Link className="tiktok-title" to={`/plugins/tiktok/posts/${post.id}`} draggable={false}>
        {title}
      </Link>
      <div>
        {post.account.nickname} · {t(`posts.state.${post.state}`)}
        {why && <VisuallyHidden>{why}</VisuallyHidden>}
      </div>
    </PostBox>
  );
};
