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
