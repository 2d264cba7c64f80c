import { testFiring } from './firing';

describe('a rule, on PostgreSQL', () => testFiring('postgres'));
