import { testWaysOfPublishing } from './ways';

describe('publishing an entry, on SQLite', () => testWaysOfPublishing('sqlite'));
