import { readFileSync } from 'node:fs';
import path from 'node:path';

import { blocksText, htmlText, markdownText } from '../../../server/src/rules/plain-text';
import { renderTemplate } from '../../../server/src/rules/template';

const ENTRY = JSON.parse(
  readFileSync(path.join(__dirname, '../../fixtures/cases/recipe-entry.json'), 'utf8'),
) as Record<string, unknown>;

const render = (template: string, data: Record<string, unknown> = ENTRY): string => {
  const rendered = renderTemplate(template, data);
  return rendered.ok ? rendered.text : `failed: ${rendered.message}`;
};

describe('rich text as the plain text of a caption', () => {
  it('recipe-entry.json body: every list item stands on its own line', () => {
    expect(render('{{ body | blocks_text }}')).toBe(
      'You need:\nFlour\nWater\nwarm\nSalt\nThen bake',
    );
  });

  it('recipe-entry.json story: only words stay of Markdown with HTML in it', () => {
    expect(render('{{ story | strip_markdown }}')).toBe(
      'Some underlined and bold, a link, Fish & chips, an escaped _under_.\n\nHello\nworld',
    );
  });

  it('keeps what parts headings, lists in lists, tables and code in Markdown', () => {
    const text =
      '# Bread\n\nYou need:\n\n1. Flour\n   - rye\n2. Salt\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nbake\n```\n> for an hour';
    expect(markdownText(text)).toBe(
      'Bread\n\nYou need:\nFlour\nrye\nSalt\n\na b\n1 2\n\nbake\n\nfor an hour',
    );
  });

  it('keeps the same borders in HTML, decodes entities, and drops script and style', () => {
    const html =
      '<style>p{}</style><h2>Bread</h2><p>Fish &amp; chips&nbsp;&lt;3<br>now</p><script>alert(1)</script>' +
      '<ul><li>Flour<ul><li>rye</li></ul></li><li><p>Salt</p></li></ul>' +
      '<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><div>one</div><div>two</div>';
    expect(render('{{ html | strip_html }}', { html })).toBe(
      'Bread\n\nFish & chips <3\nnow\nFlour\nrye\nSalt\n\na b\n1 2\n\none\ntwo',
    );
  });

  it('reads blocks of every kind, line breaks within them, and an empty one as a blank line', () => {
    const text = (words: string) => ({ type: 'text', text: words });
    const blocks = [
      { type: 'heading', level: 1, children: [text('Bread')] },
      { type: 'paragraph', children: [text('Mix,\nthen '), text('wait.')] },
      { type: 'paragraph', children: [text('')] },
      { type: 'quote', children: [text('Patience')] },
      { type: 'code', children: [text('220 °C')] },
      { type: 'image', image: { url: '/x.jpg' }, children: [text('')] },
      { type: 'list', children: [{ type: 'list-item', children: [text('Done')] }] },
    ];
    expect(blocksText(blocks)).toBe('Bread\nMix,\nthen wait.\n\nPatience\n220 °C\n\nDone');
  });

  it('leaves nothing that would glue a hashtag to the next word', () => {
    expect(htmlText('#dusk&nbsp;over the har&shy;bour')).toBe('#dusk over the harbour');
  });

  it('takes no longer for what was made to take long', () => {
    const begun = performance.now();
    for (const piece of ['[', ' ', '<', '![](', '<ul><li>', '*a ', '&', '<!--']) {
      const text = piece.repeat(50_000 / piece.length);
      markdownText(text);
      htmlText(text);
    }
    // A fraction of it on an idle machine; one quadratic step would take minutes.
    expect(performance.now() - begun).toBeLessThan(30_000);
  });
});
