import path from 'node:path';
import { gzipSync } from 'node:zlib';

import { build, type Metafile } from 'esbuild';

import start from '../../../admin/src/translations/en/start.json';
import { peerDependencies } from '../../../package.json';

const ROOT = path.resolve(__dirname, '../../..');
/** What the plugin may add to every page of the admin. */
const LIMIT_BYTES = 8 * 1024;

interface Chunk {
  path: string;
  bytes: Uint8Array;
  isEntry: boolean;
  /** Other chunks that are loaded with this one. */
  loads: string[];
  /** Sources inside, below the project. */
  inputs: string[];
}

const bundle = async (): Promise<Chunk[]> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: ['admin/src/index.ts'],
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    jsx: 'automatic',
    outdir: 'out',
    write: false,
    metafile: true,
    // Strapi has these already.
    external: [...Object.keys(peerDependencies), 'react/jsx-runtime'],
    logLevel: 'error',
  });
  const told: Metafile['outputs'] = metafile.outputs;
  return outputFiles.map(({ path: file, contents }) => {
    const name = path.relative(ROOT, file);
    const output = told[name];
    return {
      path: name,
      bytes: contents,
      isEntry: output?.entryPoint === 'admin/src/index.ts',
      loads: (output?.imports ?? [])
        .filter(({ kind, external }) => kind === 'import-statement' && !external)
        .map((one) => one.path),
      inputs: Object.keys(output?.inputs ?? {}),
    };
  });
};

const loadedAtStart = (chunks: readonly Chunk[]): Chunk[] => {
  const found = new Set<Chunk>(chunks.filter(({ isEntry }) => isEntry));
  for (const { loads } of found) {
    for (const chunk of chunks) if (loads.includes(chunk.path)) found.add(chunk);
  }
  return [...found];
};

describe('what the plugin adds to every page of the admin', () => {
  let atStart: Chunk[];
  let all: Chunk[];

  beforeAll(async () => {
    all = await bundle();
    atStart = loadedAtStart(all);
  }, 60_000);

  it('is JavaScript of less than 8 KB, gzipped', () => {
    const sizes = atStart.map(({ bytes }) => gzipSync(bytes).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(0);
    expect(total).toBeGreaterThan(500);
    expect(total).toBeLessThan(LIMIT_BYTES);
  });

  it('is no library and nothing of the composer: those are loaded when opened', () => {
    const inputs = atStart.flatMap((chunk) => chunk.inputs);
    expect(inputs).toContain('admin/src/index.ts');
    expect(inputs.filter((input) => input.includes('node_modules'))).toEqual([]);
    expect(inputs.filter((input) => input.startsWith('admin/src/composer/'))).toEqual([]);
    const later = all.filter((chunk) => !atStart.includes(chunk)).flatMap(({ inputs: own }) => own);
    expect(later).toContain('admin/src/composer/composer-form.tsx');
    expect(later.some((input) => input.includes('node_modules/luxon/'))).toBe(true);
  });

  it('is no text but those of menu, panel, actions, list column, widget and type builder', () => {
    const subjects = new Set(Object.keys(start).map((key) => key.split('.')[0]));
    const expected = ['menu', 'panel', 'action', 'column', 'bulk', 'widget', 'homepage', 'type'];
    expect([...subjects].filter((subject) => !expected.includes(subject ?? ''))).toEqual([]);
    expect(gzipSync(JSON.stringify(start)).length).toBeLessThan(1024);
    const texts = atStart.flatMap(({ inputs }) => inputs.filter((one) => one.endsWith('.json')));
    expect(texts).toEqual([]);
  });
});
