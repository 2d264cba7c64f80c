import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { ROOT } from '../../support';
import { run } from './empty-app';

/** How a site's TypeScript may look packages up; `node10` is what a new Strapi app is given. */
export const RESOLUTIONS = {
  node10: { module: 'CommonJS', moduleResolution: 'node10' },
  node16: { module: 'Node16', moduleResolution: 'Node16' },
  bundler: { module: 'ESNext', moduleResolution: 'Bundler' },
} as const;

export type Resolution = keyof typeof RESOLUTIONS;

/** The TypeScript of a page of the docs, one text a code block. */
const blocksOf = async (page: string): Promise<string[]> => {
  const text = await readFile(path.join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
};

/**
 * Compiles every block of a page inside a site, strictly. @returns how many there were.
 * @throws Error with what the compiler said
 */
export const compileBlocks = async (
  site: string,
  page: string,
  resolution: Resolution,
): Promise<number> => {
  const folder = path.join(site, 'snippets', resolution);
  await mkdir(folder, { recursive: true });
  const blocks = await blocksOf(page);
  for (const [index, block] of blocks.entries()) {
    await writeFile(path.join(folder, `block-${index + 1}.ts`), block);
  }
  await writeFile(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        ...RESOLUTIONS[resolution],
        target: 'ES2022',
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        types: [],
      },
      include: ['*.ts'],
    }),
  );
  run(process.execPath, [path.join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', folder], site);
  return blocks.length;
};
