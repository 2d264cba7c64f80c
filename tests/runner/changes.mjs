// What differs from the last commit that landed, to tell which tests can be left out.
import { execFileSync } from 'node:child_process';

import { ROOT } from '../../demo/builds.mjs';

/** Where changes land, as a clone knows it. */
const LANDED = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master'];

/** What git says; null where there is none, or it refuses. */
export const git = (...args) => {
  try {
    return execFileSync('git', args, {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
};

const linesOf = (text) => text.split('\n').filter((line) => line !== '');

/**
 * The files that differ from the commit at which this work left the landed branch, with what is not
 * committed yet. Null where that cannot be told: no git, no such branch, a shallow clone, or nothing
 * that differs (a fresh clone does not know which of its commits were ever tested).
 */
export const changedFiles = () => {
  const landed = LANDED.find((name) => git('rev-parse', '--verify', '--quiet', name));
  const base = landed && git('merge-base', 'HEAD', landed);
  if (!base) return null;
  const differs = git('diff', '--name-only', '--no-renames', base);
  const untracked = git('ls-files', '--others', '--exclude-standard');
  if (differs === null || untracked === null) return null;
  const files = [...linesOf(differs), ...linesOf(untracked)];
  return files.length > 0 ? { base: base.slice(0, 8), files } : null;
};

/** Whether any of these files lies at or under one of the places. */
export const touches = (files, places) =>
  files.some((file) => places.some((place) => file === place || file.startsWith(`${place}/`)));
