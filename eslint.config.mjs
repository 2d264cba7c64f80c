import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import redos from 'eslint-plugin-redos';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/**
 * The arrows of the design, kept by lint: which folder may import which.
 * Patterns are matched against the import as written, so they are relative paths.
 */
const arrow = (files, group, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group, message }] }] },
});

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/**',
      'dist/**',
      // Of the package as it is installed: they lead into dist/, which a clean checkout lacks.
      'strapi-{admin,server}.d.ts',
      'demo/{build,dist,.strapi,.cache,.tmp,types,public}/**',
      'coverage/**',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  { languageOptions: { globals: { ...globals.node } } },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false } },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['admin/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      ...reactHooks.configs['recommended-latest'].rules,
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "JSXAttribute[name.name='aria-live'], JSXAttribute[name.name='role'] Literal[value=/^(status|log)$/]",
          message:
            'The admin has one live region on every page: have it read out by utils/read-out.ts.',
        },
      ],
    },
  },
  {
    // Every regular expression that may meet foreign text takes time in proportion to its length.
    files: ['server/**/*.ts', 'contracts/**/*.ts', 'admin/src/**/*.{ts,tsx}', 'emulator/**/*.ts'],
    plugins: { redos },
    rules: { 'redos/no-vulnerable': ['error', { ignoreErrors: false, timeout: 30_000 }] },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { sourceType: 'commonjs' },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['demo/**', 'emulator/**', 'tests/**'],
    rules: { 'no-console': 'off' },
  },
  {
    // A test asks for what it waits for; the one pause is where it has to say why.
    files: ['tests/**'],
    ignores: ['tests/support/until.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'ImportDeclaration[source.value=/^(node:)?timers\\u002Fpromises$/]',
          "CallExpression[callee.property.name='waitForTimeout']",
          "NewExpression[callee.name='Promise'] CallExpression[callee.name='setTimeout']",
        ].map((selector) => ({
          selector,
          message:
            'A fixed pause is too long or too short: ask for the condition (`until`), or say why none can be asked for (`letPass`), both of tests/support/until.ts.',
        })),
      ],
    },
  },
  arrow(
    ['server/src/tiktok/**'],
    ['../*', '@strapi/*'],
    'tiktok/ is the protocol alone: it imports nothing of the project.',
  ),
  arrow(
    ['server/src/posts/life/state-machine.ts'],
    ['./*', '../*'],
    'The state machine is pure: it imports nothing.',
  ),
  arrow(
    ['admin/**'],
    ['**/server/**', '@strapi/admin', '@strapi/admin/*'],
    'The admin imports contracts/ and @strapi/strapi/admin, never server/.',
  ),
  arrow(
    ['contracts/**'],
    ['**/server/**', '**/admin/**'],
    'contracts/ is shared by both halves and knows neither.',
  ),
  arrow(
    ['emulator/**'],
    ['**/server/**', '**/contracts/**', '**/admin/**'],
    'The emulator knows TikTok only; it must not agree with our mistakes.',
  ),
);
