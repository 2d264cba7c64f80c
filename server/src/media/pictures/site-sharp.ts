import { createRequire } from 'node:module';
import path from 'node:path';

import type sharpOfTypes from 'sharp';
import { type Sharp, type SharpInput, type SharpOptions } from 'sharp';

type SharpModule = typeof sharpOfTypes;

let root = process.cwd();
let loaded: SharpModule | null = null;

/** @param directory the site's, with its `package.json` */
export const useSharpOf = (directory: string): void => {
  if (directory === root) return;
  root = directory;
  loaded = null;
};

/** Step by step, as package managers that hoist nothing want it: site, Strapi, its upload. */
const load = (): SharpModule => {
  const from = ['@strapi/strapi', '@strapi/upload'].reduce(
    (require, name) => createRequire(require.resolve(`${name}/package.json`)),
    createRequire(path.join(root, 'package.json')),
  );
  return from('sharp') as SharpModule;
};

/**
 * The copy of sharp that the site's own upload has. A second version beside it is a second libvips in
 * the process, of which the later one does not load.
 */
export const sharp = (input?: SharpInput, options?: SharpOptions): Sharp => {
  loaded ??= load();
  return loaded(input, options);
};
