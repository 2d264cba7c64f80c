import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

const CONTRACTS = path.resolve(__dirname, '../../contracts');

interface Commented {
  /** Path of property names within the constant, in dots, to the comment above that property. */
  comments: Map<string, string>;
  /** Other constants of the contracts that this one is made from, such as the base of an `extend`. */
  bases: Set<string>;
}

const textOf = (node: ts.Node, source: ts.SourceFile): string | null => {
  const [range] = ts.getLeadingCommentRanges(source.text, node.pos) ?? [];
  const raw = range && source.text.slice(range.pos, range.end);
  if (!raw?.startsWith('/**')) return null;
  return raw
    .replace(/^\/\*\*|\*\/$/g, '')
    .replace(/^\s*\* ?/gm, '')
    .trim();
};

const readConstant = (declaration: ts.VariableDeclaration, source: ts.SourceFile): Commented => {
  const found: Commented = { comments: new Map(), bases: new Set() };
  const visit = (node: ts.Node, trail: readonly string[]): void => {
    let here = trail;
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      here = [...trail, node.name.getText(source)];
      const text = textOf(node, source);
      if (text) found.comments.set(here.join('.'), text);
    }
    // `body: base` and `base.extend(…)`: the base's comments hold for the same fields.
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.initializer)) {
      found.bases.add(node.initializer.text);
    }
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      found.bases.add(node.expression.text);
    }
    ts.forEachChild(node, (child) => visit(child, here));
  };
  if (declaration.initializer) visit(declaration.initializer, []);
  return found;
};

const readFile = (name: string): [string, Commented][] => {
  const text = readFileSync(path.join(CONTRACTS, name), 'utf8');
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  return source.statements
    .filter(ts.isVariableStatement)
    .flatMap((statement) => [...statement.declarationList.declarations])
    .map((declaration) => [declaration.name.getText(source), readConstant(declaration, source)]);
};

/**
 * The comments that the contracts' sources have above their fields: they are the documentation, and
 * a schema does not carry them.
 * @returns the comment of a field, by its constant and its path within it; '' where there is none.
 */
export const createComments = (): ((constant: string, trail: string) => string) => {
  const sources = readdirSync(CONTRACTS).filter((name) => name.endsWith('.ts'));
  const constants = new Map(sources.flatMap(readFile));
  const lookUp = (constant: string, trail: string): string => {
    const found = constants.get(constant);
    if (!found) return '';
    const own = found.comments.get(trail);
    if (own) return own;
    // Within an endpoint the base's fields are fields of its body, query, params or response.
    const inner = trail.replace(/^(body|query|params|response)\./, '');
    for (const base of found.bases) {
      const inherited = base === constant ? '' : lookUp(base, inner);
      if (inherited) return inherited;
    }
    return '';
  };
  return lookUp;
};
