'use strict';

const shared = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?[jt]sx?$': [
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

const project = (name, more = {}) => ({
  ...shared,
  displayName: name,
  rootDir: __dirname,
  testMatch: [`<rootDir>/tests/${name}/**/*.test.{ts,tsx}`],
  ...more,
});

/** Tests that boot Strapi: it is a global of its process, and slower than a unit. */
const withStrapi = {
  globalSetup: '<rootDir>/tests/support/global-setup.mjs',
  setupFilesAfterEnv: ['<rootDir>/tests/support/jest-setup.ts'],
};

/** One project per kind of test; `npm test` runs them in this order. */
module.exports = {
  // No test measures time, and a busy machine takes its own; those that boot Strapi set it anew.
  testTimeout: 120_000,
  testSequencer: '<rootDir>/tests/support/longest-first.cjs',
  projects: [
    project('unit'),
    project('component', {
      // jsdom with Node's own fetch, which msw answers.
      testEnvironment: 'jest-fixed-jsdom',
      setupFilesAfterEnv: ['<rootDir>/tests/component/support/setup.ts'],
      // What Strapi's admin and msw bring as ES modules only.
      transformIgnorePatterns: [
        '/node_modules/(?!(react-dnd|dnd-core|@react-dnd|react-dnd-html5-backend|until-async|fractional-indexing)/).*\\.c?js$',
        '<rootDir>/dist/',
      ],
      moduleNameMapper: {
        '\\.(css|svg|png|jpg|webp)(\\?.*)?$': '<rootDir>/tests/component/support/no-file.cjs',
        '^@strapi/admin-test-utils$': '<rootDir>/tests/component/support/admin-test-utils.ts',
      },
    }),
    project('integration', withStrapi),
    project('browser', {
      ...withStrapi,
      globalSetup: '<rootDir>/tests/support/global-setup-browser.mjs',
    }),
  ],
};
