import { testFrontEnd } from './front-end';

describe('a front end, on PostgreSQL', () => testFrontEnd('postgres'));
