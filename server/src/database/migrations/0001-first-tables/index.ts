import { type Migration } from '../../schema-changes';
import { people } from './people';
import { posts } from './posts';
import { review } from './review';
import { rules } from './rules';
import { settingsAndAccounts } from './settings-and-accounts';

/** The tables as 0.1.0 had them. There Strapi made them from the models; such a site keeps its own. */
export const firstTables: Migration = {
  name: '0001-first-tables',
  async up(changes) {
    await settingsAndAccounts(changes);
    await posts(changes);
    await rules(changes);
    await review(changes);
    await people(changes);
  },
};
