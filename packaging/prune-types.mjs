// After a build: of the declarations only those stay that the package's two entries lead to. The
// others describe insides that nobody can import.
import { existsSync, readdirSync, readFileSync, rmSync, rmdirSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const ROOT = path.dirname(import.meta.dirname);
const DIST = path.join(ROOT, 'dist');
const ENTRIES = ['strapi-server.d.ts', 'strapi-admin.d.ts'].map((name) => path.join(ROOT, name));

const importsOf = (file) =>
  ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles.map(({ fileName }) => fileName);

/** The declarations that a file leads to, itself included. */
const reachedFrom = (entries) => {
  const reached = new Set();
  const open = [...entries];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const name of importsOf(file)) {
      if (!name.startsWith('.')) continue;
      const target = path.resolve(path.dirname(file), name);
      const found = [`${target}.d.ts`, path.join(target, 'index.d.ts')].find(existsSync);
      if (!found)
        throw new Error(`${path.relative(ROOT, file)} names ${name}, which is not there.`);
      open.push(found);
    }
  }
  return reached;
};

/** @returns whether the folder is empty now */
const prune = (folder, kept) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (prune(place, kept)) rmdirSync(place);
    } else if (place.endsWith('.d.ts') && !kept.has(place)) rmSync(place);
  }
  return readdirSync(folder).length === 0;
};

export const pruneTypes = () => {
  prune(DIST, reachedFrom(ENTRIES));
};

if (process.argv[1] === import.meta.filename) pruneTypes();
