import ts from 'typescript';

import { type CallbackRecipe } from '../../../contracts/settings';

export const fileOf = ({ files }: CallbackRecipe, name: string): string =>
  files.find(({ path }) => path === name)?.content ?? '';

export type Handler = (...args: unknown[]) => unknown;

/** Runs the pasted file as the module it is and gives what it exports. @throws if it does not parse */
export const loadRecipe = (source: string): Record<string, Handler> => {
  const { outputText, diagnostics = [] } = ts.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  if (diagnostics.length > 0) throw new Error(`${JSON.stringify(diagnostics[0]?.messageText)}`);
  const module: { exports: unknown } = { exports: {} };
  new Function('module', 'exports', outputText)(module, module.exports);
  const { exports } = module;
  return typeof exports === 'function'
    ? { default: exports as Handler }
    : (exports as Record<string, Handler>);
};
