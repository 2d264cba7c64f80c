import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { ROOT } from './paths';

const SERVER = path.join(ROOT, 'server/src');

/** A sentence as it stands in a source, with `{name}` for what is filled in. */
export interface Sentence {
  file: string;
  text: string;
}

const sourcesBelow = (folder: string): string[] =>
  readdirSync(path.join(SERVER, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.join(folder, file))
    .sort();

/** Of no reader of the admin: defects, the log, SQL, and what a contract says about itself. */
const isForNobody = (node: ts.Node, source: ts.SourceFile): boolean => {
  if (ts.isNewExpression(node)) return /^\w*Error$/.test(node.expression.getText(source));
  if (ts.isCallExpression(node)) return /\blog\.\w+$|\braw$/.test(node.expression.getText(source));
  return ts.isTaggedTemplateExpression(node) || ts.isTypeNode(node);
};

/** The name of what is filled in: the last one in its expression. */
const holeName = (expression: ts.Expression): string => {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  if (ts.isCallExpression(expression)) {
    const [first] = expression.arguments;
    const last = first && (ts.isIdentifier(first) || ts.isPropertyAccessExpression(first));
    return holeName(last ? first : expression.expression);
  }
  if (ts.isBinaryExpression(expression)) return holeName(expression.left);
  return 'value';
};

const textOf = (node: ts.Node, constants: ReadonlyMap<string, string>): string | null => {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  const taken = new Map<string, number>();
  const filled = node.templateSpans.map(({ expression, literal }) => {
    const constant = ts.isIdentifier(expression) && constants.get(expression.text);
    if (constant) return constant + literal.text;
    const name = holeName(expression);
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    return `{${name}${times > 1 ? times : ''}}${literal.text}`;
  });
  return node.head.text + filled.join('');
};

const constantsOf = (source: ts.SourceFile): Map<string, string> =>
  new Map(
    source.statements
      .filter(ts.isVariableStatement)
      .flatMap(({ declarationList }) => [...declarationList.declarations])
      .flatMap(({ name, initializer }) =>
        initializer && ts.isStringLiteral(initializer)
          ? [[name.getText(source), initializer.text] as const]
          : [],
      ),
  );

/** It ends as sentences do, or with what is filled in after a sentence or a colon. */
const isSentence = (text: string): boolean =>
  (/[.!?]["”)]?$/.test(text) || /^["{\p{Lu}].*[.:] \{\w+\}$/u.test(text)) &&
  /\p{L}{2}.* .*\p{L}/u.test(text.replace(/\{\w+\}/g, '')) &&
  !/<\/?[a-z!]|^default-src|^\/\//.test(text);

/** Every sentence in the sources below a folder of `server/src` that somebody may be shown. */
export const sentencesBelow = (folder: string): Sentence[] =>
  sourcesBelow(folder).flatMap((file) => {
    const code = readFileSync(path.join(SERVER, file), 'utf8');
    const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
    const constants = constantsOf(source);
    const found: Sentence[] = [];
    const visit = (node: ts.Node): void => {
      if (isForNobody(node, source)) return;
      const text = textOf(node, constants)?.trim();
      if (text !== undefined && isSentence(text)) found.push({ file, text });
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
