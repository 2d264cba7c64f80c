import { type Subject } from '../subject';
import { feedsTable } from './models';
import { planController } from './plan-controller';

/** What will go out and when: the calendar, posting times, feeds, export and import. */
export const plan: Subject = {
  models: [feedsTable],
  controllers: { plan: planController },
};
