import { inTime } from '../../support/in-time';
import { readHtml } from '../../../server/src/review/html';

describe('reading a page', () => {
  const read = (html: string) => readHtml(html, 'https://brand.test/en/');

  it('finds links however they are written', () => {
    const { anchors } = read(
      `<A HREF='/a'>One</A><a class="x" href=b>Two &amp; more</a><a href="//cdn.test/c#d"><b>Three</b></a><a href="mailto:x@y">no</a><a name="z">no</a>`,
    );
    expect(anchors.map(({ href, text }) => [href, text])).toEqual([
      ['https://brand.test/a', 'One'],
      ['https://brand.test/en/b', 'Two & more'],
      ['https://cdn.test/c', 'Three'],
    ]);
  });

  it('reads no scripts, styles and comments, also where they hold tags', () => {
    const { text, anchors } = read(
      '<style>a{}</style><script>if (a<b) write("<a href=/x>x</a>")</script><!-- <a href="/y">y</a> --><p>Seen</p>',
    );
    expect([text, anchors]).toEqual(['Seen', []]);
  });

  it('survives what is broken', () => {
    expect(read('<a href="/open">never closed <p>text <').anchors).toHaveLength(1);
    expect(read('</div></div><p>&#xFFFFFFF;&nope; &#65;</p>').text).toContain('A');
    expect(read('').text).toBe('');
  });

  it('takes time in proportion to the length, whatever is sent', () => {
    for (const evil of [
      '<',
      '<a ',
      '<a href="',
      '<!--',
      '<b>',
      '</b>',
      '<b></i>',
      '<a x=y/>',
      '<script>',
    ]) {
      const page = evil.repeat(100_000);
      expect(inTime(() => read(page)).hasPasswordField).toBe(false);
    }
  });

  it('reads every entity as the sign that it means', () => {
    const { title, text, anchors } = read(
      '<title>Caf&eacute; &middot; Men&uuml;</title><p>&copy; 2026 &mdash; Pol&iacute;tica &amp;eacute; &#8364;&#x20AC;</p><a href="/?a=1&amp;b=2" aria-label="Datenschutzerkl&auml;rung"></a>',
    );
    expect(title).toBe('Café · Menü');
    expect(text).toBe('© 2026 — Política &eacute; €€');
    expect(anchors).toMatchObject([
      { href: 'https://brand.test/?a=1&b=2', text: 'Datenschutzerklärung' },
    ]);
  });

  it('takes the title of the page, not of a drawing in it', () => {
    const page = read('<title>Page</title><svg><title>Arrow</title></svg><p>Words</p>');
    expect([page.title, page.text]).toEqual(['Page', 'Words']);
  });

  it('keeps a word whole that is marked in part, and words apart that stand apart', () => {
    const { text, anchors } = read(
      '<a href="/p"><b>P</b>rivacy<br>policy</a><a href="/t">Terms</a><table><tr><td>One<td>Two</table>',
    );
    expect(anchors.map((anchor) => anchor.text)).toEqual(['Privacy policy', 'Terms']);
    expect(text).toBe('Privacy policy Terms One Two');
  });

  it('reads what follows an unclosed paragraph, list or quote as browsers do', () => {
    const { anchors } = read(
      '<ul><li hidden><a href="/h">H</a><li><a href="/s">S</a></ul><p hidden>gone<p><a href="/q" title="a > b">Q</a>',
    );
    expect(anchors.map((anchor) => [anchor.text, anchor.visible])).toEqual([
      ['H', false],
      ['S', true],
      ['Q', true],
    ]);
  });

  it('knows a link in a closed menu from one that is shown', () => {
    const { anchors } = read(
      '<details><summary><a href="/s">S</a></summary><a href="/h">H</a></details><details open><a href="/o">O</a></details><div hidden><a href="/g">G</a></div>',
    );
    expect(anchors.map(({ text, visible }) => [text, visible])).toEqual([
      ['S', true],
      ['H', false],
      ['O', true],
      ['G', false],
    ]);
  });
});
