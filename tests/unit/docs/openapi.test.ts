import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { endpoints } from '../../../contracts';

const ROOT = path.resolve(__dirname, '../../..');
const VALIDATOR = path.join(
  ROOT,
  'node_modules/@seriousme/openapi-schema-validator/bin/validate-api-cli.js',
);
const file = path.join(ROOT, 'docs/openapi.json');
const document = JSON.parse(readFileSync(file, 'utf8'));

describe('docs/openapi.json', () => {
  it('is an OpenAPI 3.1 document, and everything that it refers to is in it', () => {
    // By its command: the package is an ES module, which jest cannot load.
    const said = execFileSync(process.execPath, [VALIDATOR, file], { encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual({ valid: true });
    expect(document.openapi).toMatch(/^3\.1\./);
    const names = new Set(Object.keys(document.components.schemas));
    const referred = [
      ...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g),
    ].map(([, name = '']) => name);
    expect(referred.length).toBeGreaterThan(20);
    expect(referred.filter((name) => !names.has(name))).toEqual([]);
  });

  it('has every endpoint of the contracts once, with its own parameters', () => {
    const operations = Object.entries<Record<string, { operationId: string }>>(
      document.paths,
    ).flatMap(([route, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ route, method, operation })),
    );
    expect(operations).toHaveLength(endpoints.length);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { route, operation } of operations) {
      const inPath = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = (operation as unknown as { parameters: { name: string; in: string }[] })
        .parameters;
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath);
    }
  });
});
