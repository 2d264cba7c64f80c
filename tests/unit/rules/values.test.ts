import { readFileSync } from 'node:fs';
import path from 'node:path';

import { renderTemplate } from '../../../server/src/rules/template';

const ENTRY = JSON.parse(
  readFileSync(path.join(__dirname, '../../fixtures/cases/recipe-entry.json'), 'utf8'),
) as Record<string, unknown>;
const DATA: Record<string, unknown> = {
  ...ENTRY,
  lead: { id: 1, name: 'Lead', slug: 'lead' },
  tags: [
    { name: 'By the sea', slug: 'by-the-sea' },
    { name: 'Food', slug: 'food' },
  ],
  scenes: [{ heading: 'One', media: { name: 'a.jpg' } }],
  meta: { kind: 'x', list: ['a', 'b'] },
  price: 3.5,
  spicy: false,
};

const faultOf = (template: string, data = DATA): string => {
  const rendered = renderTemplate(template, data);
  return rendered.ok ? `written: ${rendered.text}` : rendered.message;
};
const render = (template: string, data = DATA): string => {
  const rendered = renderTemplate(template, data);
  return rendered.ok ? rendered.text : `failed: ${rendered.message}`;
};

describe('a value that is no text', () => {
  it.each([
    ['{{ body }}', '"body" is rich text. Write {{ body | blocks_text }}'],
    ['{{ lead }}', '"lead" is no text but has fields of its own. Write {{ lead.name }}'],
    ['{{ tags }}', '"tags" is a list. Write {{ tags | map: "name" | join: ", " }}'],
    ['{{ scenes }}', '"scenes" is a list. Write {{ scenes | map: "heading"'],
    ['{{ meta.list }}', '"meta.list" is a list. Write {{ meta.list | join: ", " }}'],
    ['{{ scenes[0].media }}', '"scenes.media" is no text'],
  ])('%s is not printed: its field is named, and what to write instead', (template, told) => {
    expect(faultOf(template)).toContain(told);
  });

  it.each([
    '{{ body | upcase }}',
    '{{ body | strip_markdown }}',
    '{{ body | strip_html }}',
    '{{ body | hashtags }}',
    '{{ body | fit: 20 }}',
    '{{ body | truncate: 10 }}',
    '{{ body | join: " " }}',
    '{{ "x" | append: body }}',
    '{{ "x" | prepend: lead }}',
    '{{ "a" | replace: "a", lead }}',
    '{{ lead | date: "%Y" }}',
    '{{ lead | escape }}',
    '{{ tags | upcase }}',
    '{{ tags | split: "," }}',
    '{{ tags | map: "name" }}',
    '{{ tags | first }}',
    '{{ tags | sort }}',
    '{{ tags | array_to_sentence_string }}',
    '{% echo lead %}',
    '{% cycle lead, body %}',
    '{% liquid echo lead %}',
    '{% for tag in tags %}{{ tag }}{% endfor %}',
    '{% for block in body %}{{ block }}{% endfor %}',
    '{% capture all %}{{ body }}{% endcapture %}{{ all }}',
    '{% assign one = lead | append: "" %}{{ one }}',
    '{% tablerow tag in tags %}{{ tag }}{% endtablerow %}',
    '{{ tags | size | plus: lead }}',
  ])('%s puts no "[object Object]" into a caption', (template) => {
    const rendered = renderTemplate(template, DATA);
    expect(JSON.stringify(rendered)).not.toContain('[object');
    expect(rendered.ok && !template.includes('size') ? rendered.text : '').toBe('');
  });

  it('is read where a template says what of it is meant', () => {
    expect(
      render('{{ lead.name }}, {{ tags | map: "name" | join: " & " }}, {{ scenes[0].media.name }}'),
    ).toBe('Lead, By the sea & Food, a.jpg');
    expect(render('{{ price }} {{ spicy }} {{ nothing }}{{ none }}', { ...DATA, none: [] })).toBe(
      '3.5 false',
    );
  });
});

describe('hashtags', () => {
  it('recipe-entry.json keywords: hashtags stay as they were written', () => {
    expect(render('{{ keywords | hashtags }}')).toBe('#harbour #dusk #slowtv');
  });

  it.each([
    ['one, two;three\nat sea', '#one #two #three #atsea'],
    ['#one,#two. #three', '#one #two #three'],
    ['#one#two ##three', '#one #two #three'],
    ['Dusk, #dusk, DUSK', '#Dusk'],
    ['日本、夕暮れ', '#日本 #夕暮れ'],
    ['😀, 100 %', '#100'],
  ])('of %j are %j', (keywords, tags) => {
    expect(render('{{ keywords | hashtags }}', { keywords })).toBe(tags);
  });

  it('are made of lists, of related entries by their name, and of one of them', () => {
    expect(render('{{ list | hashtags }}', { list: ['at sea', '#two', null, 3] })).toBe(
      '#atsea #two #3',
    );
    expect(render('{{ tags | hashtags }} {{ lead | hashtags }}')).toBe('#Bythesea #Food #Lead');
  });
});

describe('a template', () => {
  it('shows dates as the clock of the account does, and a day as that day', () => {
    const zone = 'America/Los_Angeles';
    const show = (template: string, data: Record<string, unknown>) => {
      const rendered = renderTemplate(template, data, zone);
      return rendered.ok ? rendered.text : rendered.message;
    };
    expect(show('{{ day | date: "%d %B" }}', ENTRY)).toBe('24 December');
    expect(show('{{ at | date: "%Y-%m-%d %H:%M" }}', { at: '2026-07-01T03:30:00.000Z' })).toBe(
      '2026-06-30 20:30',
    );
    expect(show('{{ clock | date: "%H:%M" }}', { clock: '12:30:00.000' })).toBe('12:30');
    expect(show('{{ at | date: "%H:%M" }}', { at: '2026-12-24T10:00' })).toBe('10:00');
    expect(show('{{ day | date_to_string }}', ENTRY)).toBe('24 Dec 2026');
  });

  it('takes what was made to freeze the server in little time', () => {
    const begun = performance.now();
    const data = {
      spaces: ' '.repeat(100_000),
      brackets: '['.repeat(100_000),
      mixed: `${' '.repeat(50_000)}x`.repeat(1),
    };
    for (const template of [
      '{{ spaces }}x',
      '{{ spaces | strip_html }}',
      '{{ brackets | strip_markdown }}',
      '{{ mixed | rstrip | strip | squish | truncatewords: 3 | fit: 100 }}',
      '{{ spaces | hashtags }}',
    ]) {
      renderTemplate(template, data);
    }
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it('tells of a text that is too long only where it is read', () => {
    const data = { title: 'Bread', long: 'x'.repeat(100_001) };
    expect(render('{{ title }}', data)).toBe('Bread');
    expect(faultOf('{{ long | fit: 10 }}', data)).toContain('"long" has 100001 characters');
  });

  it('stops when it writes too much, also where it does not print it', () => {
    const many = '{% for a in (1..1000) %}{{ text }}{% endfor %}';
    const data = { text: 'x'.repeat(1_000) };
    expect(faultOf(many, data)).toMatch(/limit|characters/);
    expect(faultOf(`{% capture x %}${many}{% endcapture %}`, data)).toMatch(/limit|characters/);
    const plain = `{% for a in (1..1000) %}${'x'.repeat(1_000)}{% endfor %}`;
    expect(faultOf(`{% capture x %}${plain}{% endcapture %}`)).toContain('more than 100000');
  });

  it('leaves no half of a character behind, whatever its filters cut', () => {
    const data = { title: '👩‍👩‍👧 family \u{1F600}', odd: 'a\ud83d b\u0000' };
    expect(render('{{ title | slice: 0, 1 }}', data)).toBe('👩‍👩‍👧');
    expect(render('{{ title | truncate: 6, "" }}', data)).toBe('');
    expect(render('{{ title | split: "" | first }}', data)).toBe('👩‍👩‍👧');
    expect(render('{{ odd }}', data)).toBe('a b');
  });
});
