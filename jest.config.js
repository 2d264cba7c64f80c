'use strict';

const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic' } },
          target: 'es2022',
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/demo/dist/', '<rootDir>/demo/build/'],
};

/** One project per kind of test; `npm test` runs them in this order. */
module.exports = {
  projects: ['unit', 'integration', 'browser'].map((name) => ({
    ...shared,
    displayName: name,
    rootDir: __dirname,
    testMatch: [`<rootDir>/tests/${name}/**/*.test.{ts,tsx}`],
  })),
};
