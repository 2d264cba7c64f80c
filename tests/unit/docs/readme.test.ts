import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { z } from 'zod';

import { endpoints } from '../../../contracts';
import { type Endpoint } from '../../../contracts/endpoint';
import { config, configSchema } from '../../../server/src/config';
import { ROLE_ACTIONS } from '../../../server/src/permissions/role-actions';

const ROOT = path.resolve(__dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
const pages = [
  ...readdirSync(ROOT).filter(isPage),
  ...readdirSync(path.join(ROOT, 'docs')).filter(isPage).map(inDocs),
];

function isPage(name: string): boolean {
  return name.endsWith('.md');
}
function inDocs(name: string): string {
  return `docs/${name}`;
}

/** The lines of a page's tables, or of one section's, as cells. */
const rowsOf = (page: string, heading?: string): string[][] => {
  const text = read(page);
  const part = heading ? (text.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '') : text;
  return part
    .split('\n')
    .filter((line) => line.startsWith('| `') || /^\| \w/.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
};

const unquoted = (cell = ''): string => cell.replace(/^`|`$/g, '');

const keysOf = (schema: z.ZodObject, prefix = ''): string[] =>
  Object.entries(schema.shape).flatMap(([key, value]) =>
    value instanceof z.ZodObject ? keysOf(value, `${prefix}${key}.`) : [`${prefix}${key}`],
  );

const env = Object.assign((_key: string, fallback = ''): string => fallback, {
  int: (_key: string, fallback: number): number => fallback,
});

const valueAt = (tree: unknown, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined,
      tree,
    );

describe('the README', () => {
  it('stays under 9 kB, so that it is read', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThan(9_000);
  });
});

describe('what the README led to', () => {
  const configRows = rowsOf('docs/configuration.md', 'Keys').filter(([key]) =>
    key?.startsWith('`'),
  );

  it('has a row for every key of the configuration, and no other', () => {
    expect(configRows.map(([key]) => unquoted(key)).sort()).toEqual(keysOf(configSchema).sort());
  });

  it('tells the default of every key as it is', () => {
    const defaults: unknown = config.default({ env });
    for (const [key, value] of configRows) {
      const actual = valueAt(defaults, unquoted(key));
      expect([key, unquoted(value)]).toEqual([
        key,
        actual === undefined ? 'none' : JSON.stringify(actual),
      ]);
    }
  });

  it('lists every permission by its name and id', () => {
    const rows = rowsOf('docs/permissions.md').filter(([name]) => name !== 'permission');
    expect(rows.map(([name, id]) => [name, unquoted(id)])).toEqual(
      ROLE_ACTIONS.map(({ displayName, uid }) => [displayName, uid]),
    );
  });

  it('names only folders that exist', () => {
    const places = rowsOf('CONTRIBUTING.md', 'Where things live').map(([place]) => unquoted(place));
    const missing = places.filter(
      (place) => place !== 'place' && !existsSync(path.join(ROOT, place)),
    );
    expect(missing).toEqual([]);
    const subjects = readdirSync(path.join(ROOT, 'server/src'), { withFileTypes: true });
    for (const { name } of subjects.filter((entry) => entry.isDirectory())) {
      expect(places).toContain(`server/src/${name}/`);
    }
  });
});

describe('the pages', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(read('package.json')));

  it('name only npm scripts that exist', () => {
    /** Scripts of the site that the plugin is installed into. */
    const ofTheSite = ['strapi'];
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([\w:-]+)/g)].map(([, script = '']) => script),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((script) => !(script in scripts) && !ofTheSite.includes(script))).toEqual(
      [],
    );
  });

  it.each(pages)('%s links only to files and headings that exist', (page) => {
    const anchorsOf = (file: string): string[] =>
      [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        heading
          .toLowerCase()
          .replace(/[^\w\- ]/g, '')
          .replace(/ /g, '-'),
      );
    const broken = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^https?:/.test(target) && !target.endsWith('.png'))
      .filter((target) => {
        const [file = '', anchor] = target.split('#');
        const full = file === '' ? page : path.join(path.dirname(page), file);
        if (!existsSync(path.join(ROOT, full))) return true;
        return anchor !== undefined && !anchorsOf(full).includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('document every environment variable that the server reads', () => {
    const all = pages.map(read).join('\n');
    for (const name of [
      'TIKTOK_CLIENT_KEY',
      'TIKTOK_CLIENT_SECRET',
      'TIKTOK_MODE',
      'TIKTOK_TICK_TOKEN',
      'TIKTOK_API_URL',
      'TIKTOK_AUTHORIZE_URL',
    ]) {
      expect(all).toContain(`\`${name}\``);
    }
  });
});

describe('the table of what a reverse proxy must pass', () => {
  const paths = rowsOf('docs/configuration.md', 'Public routes and proxies').map(([path]) =>
    unquoted(path),
  );
  const isPublic = ({ access }: Endpoint): boolean => !('admin' in access);

  it.each(endpoints.filter(isPublic).map(({ path }) => [`/api/tiktok${path}`]))(
    'names %s, which is called from outside',
    (address) => {
      const passes = (path: string): boolean =>
        path.endsWith('…') ? address.startsWith(path.slice(0, -1)) : address === path;
      expect(paths.filter((path) => path.startsWith('/api/') && passes(path))).toHaveLength(1);
    },
  );

  it('names no path that nothing answers', () => {
    const addresses = endpoints.filter(isPublic).map(({ path }) => `/api/tiktok${path}`);
    const dead = paths
      .filter((path) => path.startsWith('/api/'))
      .filter((path) => !addresses.some((address) => address.startsWith(path.replace('…', ''))));
    expect(dead).toEqual([]);
  });
});
