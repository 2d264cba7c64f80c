import { testTransfer } from './transfer';

describe('rules between environments, on SQLite', () => testTransfer('sqlite'));
