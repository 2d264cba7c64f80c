import { testTransfer } from './transfer';

describe('rules between environments, on PostgreSQL', () => testTransfer('postgres'));
