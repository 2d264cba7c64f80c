import fc from 'fast-check';

import { fit, renderTemplate, templateProblem } from '../../../server/src/rules/template';

const render = (template: string, data: Record<string, unknown> = {}): string => {
  const rendered = renderTemplate(template, data);
  return rendered.ok ? rendered.text : `failed: ${rendered.message}`;
};
const missing = (template: string, data: Record<string, unknown>): string[] => {
  const rendered = renderTemplate(template, data);
  return rendered.ok ? rendered.missing : ['failed'];
};

describe('a caption template', () => {
  it('joins fields and relations, and escapes nothing', () => {
    const data = { title: 'Fish & "chips"', tags: [{ slug: 'by-the-sea' }, { slug: 'food' }] };
    expect(render('{{ title }} {{ tags | map: "slug" | hashtags }}', data)).toBe(
      'Fish & "chips" #bythesea #food',
    );
  });

  it('makes hashtags of lists and of words with commas, each once, in any script', () => {
    expect(render('{{ tags | hashtags }}', { tags: 'été, Sommer am See,été,  ,日本' })).toBe(
      '#été #SommeramSee #日本',
    );
  });

  it('takes Markdown, HTML and blocks as plain text', () => {
    const markdown = '# Title\n\n**Bold** and [a link](https://example.com)\n- point';
    expect(render('{{ text | strip_markdown }}', { text: markdown })).toBe(
      'Title\n\nBold and a link\npoint',
    );
    expect(render('{{ text | strip_html }}', { text: '<p>One <b>two</b></p>' })).toBe('One two');
    const blocks = [
      {
        type: 'paragraph',
        children: [{ text: 'One ' }, { type: 'link', children: [{ text: 'two' }] }],
      },
      { type: 'paragraph', children: [{ text: 'three' }] },
    ];
    expect(render('{{ blocks | blocks_text }}', { blocks })).toBe('One two\nthree');
  });

  it('sees own properties only: no prototype, constructor or method', () => {
    const inherited: Record<string, unknown> = Object.create({ secret: 'inherited' });
    inherited['own'] = 'own';
    const names = ['constructor', '__proto__', 'own.constructor', 'secret', 'own.toString'];
    for (const name of names)
      expect([name, render(`{{ ${name} }}`, inherited)]).toEqual([name, '']);
    expect(render('{{ own }}', inherited)).toBe('own');
  });

  it('can reach no other template and no file', () => {
    for (const tag of ['include', 'render', 'layout']) {
      expect(templateProblem(`{% ${tag} "/etc/passwd" %}`)).toContain(tag);
    }
  });

  it('stops when it would take too long or too much', () => {
    expect(render('{% for a in (1..100000000) %}x{% endfor %}')).toMatch(/^failed/);
    expect(render('x'.repeat(20_001))).toMatch(/^failed/);
  });

  it('names a filter that does not exist and a tag that does not end', () => {
    expect(templateProblem('{{ title | shout }}')).toContain('shout');
    expect(templateProblem('{% if title %}')).toContain('if');
    expect(templateProblem('{{ title }}')).toBeNull();
  });

  it('names what the entry does not have', () => {
    const data = { title: 'A', summary: null, author: { name: '' }, tags: [] };
    const template = '{{ title }}{{ summary }}{{ author.name }}{{ author.age }}{{ nowhere }}';
    expect(missing(template, data)).toEqual(['summary', 'author.name', 'author.age', 'nowhere']);
    expect(missing('{% for tag in tags %}{{ tag.slug }}{% endfor %}', data)).toEqual([]);
  });

  it('leaves no blank lines behind where a condition does not hold', () => {
    expect(render('One\n{% if no %}x{% endif %}\n\n\n\nTwo  ')).toBe('One\n\nTwo');
  });
});

describe('fit', () => {
  it('cuts at a word and marks the cut', () => {
    expect(fit('one two three', 9)).toBe('one two…');
    expect(fit('one two', 7)).toBe('one two');
  });

  it('counts UTF-16 units as TikTok does, and never cuts through a surrogate pair', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 120 }),
        (text, limit) => {
          const cut = fit(text, limit);
          expect(cut.length).toBeLessThanOrEqual(limit);
          expect(cut).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
          if (text.length <= limit) expect(cut).toBe(text);
        },
      ),
    );
    expect(fit('😀😀😀', 4)).toBe('😀…');
  });
});
