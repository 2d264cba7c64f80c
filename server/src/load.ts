import { createRequire } from 'node:module';

const ofPlugin = createRequire(__filename);

/**
 * Loads a package at the moment it is needed, for those that most sites never need. What it exports is
 * the caller's to say. @throws what Node.js throws where it is not installed
 */
export const loadNow = <Package>(name: string): Package => ofPlugin(name) as Package;

/** Whether a package is installed beside the plugin or in the project. */
export const isInstalled = (name: string): boolean => {
  try {
    ofPlugin.resolve(name);
    return true;
  } catch {
    return false;
  }
};
