import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

import ts from 'typescript';

import { endpoints } from '../../../contracts';
import { ERRORS_OF, FAMILIES, PROBLEMS, REFUSALS } from '../../../docs/generator/problems';

const SERVER = path.resolve(__dirname, '../../../server/src');

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const file = path.join(folder, name);
    if (statSync(file).isDirectory()) return sources(file);
    return name.endsWith('.ts') ? [file] : [];
  });

/** The codes given to `new Problem({ code })`: whole, or the beginning of a composed one. */
const codesIn = (file: string): string[] => {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'Problem') {
      const [details] = node.arguments ?? [];
      const properties = details && ts.isObjectLiteralExpression(details) ? details.properties : [];
      for (const property of properties) {
        if (!ts.isPropertyAssignment(property) || property.name.getText(source) !== 'code')
          continue;
        const { initializer } = property;
        if (ts.isStringLiteral(initializer)) found.push(initializer.text);
        if (ts.isTemplateExpression(initializer)) found.push(`${initializer.head.text}…`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

const given = [...new Set(sources(SERVER).flatMap(codesIn))];
const listed = PROBLEMS.map(({ code }) => code);
const isListed = (code: string): boolean =>
  listed.includes(code) ||
  (code.endsWith('…') && listed.some((one) => one.startsWith(code.slice(0, -1))));

describe('the codes of refused calls', () => {
  it('are found in the sources at all', () => {
    expect(given.length).toBeGreaterThan(25);
  });

  it('are all documented', () => {
    expect(given.filter((code) => !isListed(code))).toEqual([]);
  });

  it('are documented only where the sources give them', () => {
    const text = sources(SERVER)
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const composed = given.filter((code) => code.endsWith('…')).map((code) => code.slice(0, -1));
    const unknown = listed.filter((code) => {
      const stem = code.replace('…', '');
      const part = composed.find((head) => stem.startsWith(head));
      return !(given.includes(code) || text.includes(`'${stem}`) || (part && text.includes(part)));
    });
    expect(unknown).toEqual([]);
  });

  it('are listed for every route, and each listed one is explained', () => {
    expect(Object.keys(ERRORS_OF).sort()).toEqual(endpoints.map(({ handler }) => handler).sort());
    const families: readonly string[] = Object.values(FAMILIES);
    const unexplained = Object.values(ERRORS_OF)
      .flat()
      .filter((code) => !listed.includes(code) && !families.includes(code));
    expect(unexplained).toEqual([]);
  });

  it('are put in words where a route answers no JSON', () => {
    const silent = endpoints
      .filter(({ response, handler }) => response === null && handler !== 'accounts.avatar')
      .map(({ handler }) => handler);
    expect(Object.keys(REFUSALS).sort()).toEqual(silent.sort());
  });
});
