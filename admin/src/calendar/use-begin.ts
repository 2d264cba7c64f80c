import { useCallback } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';

import { type OpenTime } from '../../../contracts/plan';
import { type BeginsAt, newPostAddress } from '../new-post/begins';
import { beginningAt } from './model/begin';

interface Options {
  /** The zone that the calendar is shown in. */
  zone: string;
  /** The account whose posts are shown; undefined: all. */
  accountId: number | undefined;
  openTimes: readonly OpenTime[];
  /** Says that the place has passed. */
  onPast: () => void;
}

/** Begins a post for a place in the calendar, and comes back to where it was. */
export const useBegin = ({ zone, accountId, openTimes, onPast }: Options) => {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();

  const begin = useCallback(
    (place: BeginsAt, forAccount: number | undefined) =>
      navigate(newPostAddress(place, forAccount), { state: { from: `${pathname}${search}` } }),
    [navigate, pathname, search],
  );

  return {
    begin: useCallback(({ at, accountId: id }: OpenTime) => begin({ at }, id), [begin]),
    beginAt: useCallback(
      (wall: string) => {
        const beginning = beginningAt(wall, { zone, openTimes }, Date.now());
        if (beginning) begin(beginning.place, accountId ?? beginning.accountId);
        else onPast();
      },
      [begin, zone, openTimes, accountId, onPast],
    ),
  };
};
