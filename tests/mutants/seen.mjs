// Which mutants the tests have seen as they are now. seen.json keeps a hash of each that was seen: over
// its patch, the files that it breaks, and the test it names with the cases that test is made of. While
// that is what it was, running it again says nothing new. What all tests stand on (the harness, the rest
// of the server) is not in the hash: a fault there would blind many mutants at once, and some of them
// are run again at every commit.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const RECORD = 'tests/mutants/seen.json';
const IMPORT = /(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;
const ENDINGS = ['', '.ts', '.tsx', '.mjs', '.cjs', '/index.ts'];
const HARNESS = /(^|\/)support(\.tsx?$|\/)/;

const isFile = (file) => existsSync(file) && statSync(file).isFile();

/** The files of tests that this one imports, those too that they import. */
const withItsCases = (root, test) => {
  const known = new Set();
  const visit = (file) => {
    if (known.has(file)) return;
    known.add(file);
    const text = readFileSync(path.join(root, file), 'utf8');
    for (const [, wanted] of text.matchAll(IMPORT)) {
      const base = path.join(path.dirname(file), wanted);
      const found = ENDINGS.map((ending) => base + ending).find((one) =>
        isFile(path.join(root, one)),
      );
      if (found?.startsWith('tests/') && !HARNESS.test(found)) visit(found);
    }
  };
  visit(test);
  return [...known];
};

const patchedBy = (patch) =>
  [...patch.matchAll(/^(?:---|\+\+\+) [ab]\/(\S+)/gm)].map(([, file]) => file);

/** What a mutant and its test are at present, in 16 digits. */
export const hashOf = (root, { file, test }) => {
  const patch = readFileSync(path.join(root, 'tests/mutants', file), 'utf8');
  const files = new Set([...patchedBy(patch), ...withItsCases(root, test)]);
  const hash = createHash('sha256').update(patch);
  for (const one of [...files].sort()) {
    const place = path.join(root, one);
    hash.update(`\0${one}\0`).update(isFile(place) ? readFileSync(place) : '');
  }
  return hash.digest('hex').slice(0, 16);
};

const read = (root) => {
  const file = path.join(root, RECORD);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};

/** Whether the tests saw it when it and they were what they are now. */
export const wasSeen = (root) => {
  const record = read(root);
  return ({ file, hash }) => record[file] === hash;
};

/** Writes down whether this one was seen; forgets those that are gone. */
export const record = (root, all, mutant, isSeen) => {
  const known = read(root);
  if (isSeen) known[mutant.file] = mutant.hash;
  else delete known[mutant.file];
  const names = new Set(all.map(({ file }) => file));
  const kept = Object.entries(known).filter(([file]) => names.has(file));
  kept.sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(Object.fromEntries(kept), null, 2);
  writeFileSync(path.join(root, RECORD), `${text}\n`);
};
