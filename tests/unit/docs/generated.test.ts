import { readFileSync } from 'node:fs';
import path from 'node:path';

import { endpoints } from '../../../contracts';
import { namedEndpoints } from '../../../docs/generator/contracts';
import { generatedPages } from '../../../docs/generator';
import plugin from '../../../server/src';
import { ERROR_TABLE } from '../../../server/src/tiktok';

const DOCS = path.resolve(__dirname, '../../../docs');
const committed = (name: string): string => readFileSync(path.join(DOCS, name), 'utf8');
const routeOf = ({ method, path: route }: { method: string; path: string }): string =>
  `${method} ${route}`;

/** TikTok's signature is over the raw body, so a middleware answers it before any route does. */
const ANSWERED_BY_A_MIDDLEWARE = ['POST /webhook'];

describe('the generated pages', () => {
  it.each(Object.entries(generatedPages()))(
    'docs/%s is true: it is what "npm run docs" makes of the sources now',
    (name, content) => {
      expect(committed(name)).toBe(content);
    },
  );

  it('describe every endpoint of the contracts', () => {
    const page = committed('http-api.md');
    expect(namedEndpoints.map(({ endpoint }) => endpoint.handler).sort()).toEqual(
      endpoints.map(({ handler }) => handler).sort(),
    );
    for (const endpoint of endpoints) {
      const prefix = 'public' in endpoint.access ? '/api/tiktok' : '/tiktok';
      expect(page).toContain(`### ${endpoint.method} ${prefix}${endpoint.path}\n`);
    }
  });

  it('have a row for every code of the error table', () => {
    const page = committed('errors.md');
    for (const { code } of ERROR_TABLE) expect(page).toContain(`| \`${code}\` `);
  });
});

describe('the routes that are served', () => {
  const served = [...plugin.routes.admin.routes, ...plugin.routes['content-api'].routes];

  it('are those of the contracts, each of them and no other', () => {
    const expected = endpoints
      .map(routeOf)
      .filter((route) => !ANSWERED_BY_A_MIDDLEWARE.includes(route));
    expect(served.map(routeOf).sort()).toEqual(expected.sort());
  });
});
