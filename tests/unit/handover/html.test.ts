import { fill, markup } from '../../../server/src/handover/html';

it('whatever is filled into markup is escaped, unless it is markup itself', () => {
  const bold = markup`<b>${'<i>'}</b>`;
  expect(markup`<p title="${`"'&`}">${bold}${[bold, '<']}${null}</p>`.text).toBe(
    '<p title="&quot;&#39;&amp;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>&lt;</p>',
  );
});

it('what is filled into a text is not filled in again', () => {
  expect(fill('{a} and {b}', { a: '{b}', b: 'c' })).toBe('{b} and c');
  expect(fill('{unknown}', {})).toBe('{unknown}');
});
