import { VisuallyHidden } from '@strapi/design-system';
import { Clock } from '@strapi/icons';

import { type PostSummary } from '../../../../contracts/posts';
import { Thumbnail } from '../../components/thumbnail';
import { useTexts } from '../../translations';
import { colourOf } from '../model/palette';
import { postKey } from '../model/layout';
import { whyFixed } from '../model/why-fixed';
import { PostBox } from './look';
import { StateMark } from './state-mark';

interface PostInCalendarProps {
  post: PostSummary;
  /** The time on the wall, in words; absent for a draft without one. */
  time?: string;
  /** Opens what can be done with it. */
  onOpen: () => void;
  /** Offers another time beside it, where it may be moved. */
  onChooseTime?: () => void;
  /** False where it stands for more than itself, or in a list: it is not dragged. */
  isDragged?: boolean;
}

/** One post: what it is called, its time, its state and its account; with why it cannot be moved. */
export const PostInCalendar = ({
  post,
  time,
  onOpen,
  onChooseTime,
  isDragged = true,
}: PostInCalendarProps) => {
  const { t } = useTexts();
  const fixed = whyFixed(post);
  const why = fixed && t(`calendar.fixed.${fixed}`);
  const title = post.title || t('posts.untitled', { id: post.id });
  return (
    <PostBox
      $colour={colourOf(post.account.id)}
      $movable={fixed === null && isDragged}
      title={why ? `${title}. ${why}` : title}
      data-post={post.id}
    >
      <button
        type="button"
        className="tiktok-open"
        aria-haspopup="dialog"
        data-peek={postKey(post)}
        onClick={onOpen}
      >
        <span className="tiktok-head">
          <Thumbnail
            shown={post.thumbnail}
            kind={post.kind}
            width={1.6}
            name={t(`posts.kind.${post.kind}`)}
          />
          <span className="tiktok-title">{title}</span>
        </span>
        <span className="tiktok-line">
          <StateMark state={post.state} />
          {time !== undefined && <span className="tiktok-time">{time}</span>}
        </span>
        <span className="tiktok-line tiktok-account">{post.account.nickname}</span>
        {post.entryChanged && <span className="tiktok-line">{t('posts.changed.mark')}</span>}
        {why && <VisuallyHidden>{why}</VisuallyHidden>}
      </button>
      {fixed === null && onChooseTime && (
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
    </PostBox>
  );
};
