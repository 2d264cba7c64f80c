import vm from 'node:vm';

/**
 * Runs something that must take time in proportion to what it is given, and breaks it off with an
 * error where it takes minutes. Jest's own limit cannot: it comes round only when the work has ended.
 */
export const inTime = <T>(work: () => T, seconds = 20): T =>
  vm.runInNewContext('work()', { work }, { timeout: seconds * 1000 }) as T;
