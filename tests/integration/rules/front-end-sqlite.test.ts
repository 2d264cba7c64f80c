import { testFrontEnd } from './front-end';

describe('a front end, on SQLite', () => testFrontEnd('sqlite'));
