import { testAtOnce } from './at-once';

describe('processes that boot at once on PostgreSQL', () => testAtOnce('postgres'));
