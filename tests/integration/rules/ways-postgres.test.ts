import { testWaysOfPublishing } from './ways';

describe('publishing an entry, on PostgreSQL', () => testWaysOfPublishing('postgres'));
