import { type Subject } from '../subject';
import { feedsTable, postingTimesTable } from './models';
import { planController } from './plan-controller';
import { createPostingTimes } from '../posts/people/posting-times';

/** What will go out and when: the calendar, posting times, feeds, export and import. */
export const plan: Subject = {
  models: [postingTimesTable, feedsTable],
  controllers: { plan: planController },
  services: { postingTimes: createPostingTimes },
};
