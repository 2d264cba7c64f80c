import { Plus } from '@strapi/icons';

import { type OpenTime } from '../../../../contracts/plan';
import { type CalendarPost, timeOf } from '../model/events';
import { type Item, moreKey, postKey } from '../model/layout';
import { colourOf } from '../model/palette';
import { useTexts } from '../../translations';
import { ItemBox, OpenPlace } from './look';
import { PostInCalendar } from './post-box';

/** What can be begun from something in the calendar, and how its times are worded. */
export interface Doing {
  /** An instant as the time of a day, in the zone of the calendar. */
  clock: (at: string) => string;
  /** An instant with its day, in the zone of the calendar. */
  when: (at: string) => string;
  nameOf: (accountId: number) => string;
  onPeek: (key: string, posts: readonly CalendarPost[]) => void;
  onBegin: (openTime: OpenTime) => void;
}

interface OpenTimeProps extends Pick<Doing, 'clock' | 'when' | 'nameOf' | 'onBegin'> {
  openTime: OpenTime;
}

/** A posting time that is still free: an empty place, which begins a post for it. */
const FreePlace = ({ openTime, clock, when, nameOf, onBegin }: OpenTimeProps) => {
  const { t } = useTexts();
  const { at, accountId } = openTime;
  const account = nameOf(accountId);
  const label = t('calendar.new.at', { time: when(at), account });
  return (
    <OpenPlace
      type="button"
      $colour={colourOf(accountId)}
      aria-label={label}
      title={label}
      data-open-time={at}
      onClick={() => onBegin(openTime)}
    >
      <Plus aria-hidden />
      {clock(at)}
    </OpenPlace>
  );
};

/** What stands at one place: the post that is seen, "+3" for those behind it, and what is free. */
export const ItemInCalendar = ({ item, ...doing }: Doing & { item: Item }) => {
  const { t } = useTexts();
  const { post, posts, more, openTimes } = item;
  const at = post && timeOf(post);
  const key = moreKey(item);
  return (
    <ItemBox>
      {post && (
        <PostInCalendar
          post={post}
          time={at ? doing.clock(at) : undefined}
          isDragged={more === 0}
          onOpen={() => doing.onPeek(postKey(post), [post])}
        />
      )}
      {(more > 0 || openTimes.length > 0) && (
        <div className="tiktok-foot">
          {more > 0 && (
            <button
              type="button"
              className="tiktok-more"
              aria-haspopup="dialog"
              aria-label={t('calendar.more.hint', { count: more })}
              data-peek={key}
              onClick={() => doing.onPeek(key, posts)}
            >
              {t('calendar.more', { count: more })}
            </button>
          )}
          {openTimes.map((openTime) => (
            <FreePlace
              key={`${openTime.accountId} ${openTime.at}`}
              openTime={openTime}
              {...doing}
            />
          ))}
        </div>
      )}
    </ItemBox>
  );
};
