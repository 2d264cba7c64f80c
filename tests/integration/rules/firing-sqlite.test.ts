import { testFiring } from './firing';

describe('a rule, on SQLite', () => testFiring('sqlite'));
