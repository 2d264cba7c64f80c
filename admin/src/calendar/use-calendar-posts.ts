import { getCalendar } from '../../../contracts/plan';
import { useTikTokQuery } from '../api';
import { useReloadWhenDue } from '../posts/live';
import { pollEvery } from '../posts/poll';
import { type Shown } from './board/board';

/** What stands in the stretch that is shown: one question for each stretch. */
export const useCalendarPosts = (shown: Shown | null, accountId: number | undefined) => {
  const args = { query: { from: shown?.from ?? '', to: shown?.to ?? '', accountId } };
  const read = useTikTokQuery(getCalendar, args, {
    skip: shown === null,
    poll: ({ posts }) => pollEvery(posts, Date.now()),
  });
  useReloadWhenDue(read.data?.posts, read.reload);
  return read;
};
