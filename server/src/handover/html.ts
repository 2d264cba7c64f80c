import { randomBytes } from 'node:crypto';

import { type Context } from 'koa';

import { type Language } from './languages';

/** Markup that may be put into a page as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | null | readonly (string | Markup)[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const markupOf = (part: Part): string => {
  if (part === null) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(markupOf).join('');
  return String(part).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
};

/** A template of markup: whatever is filled in is escaped, unless it is markup itself. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(
    strings.reduce((text, string, index) => text + markupOf(parts[index - 1] ?? '') + string),
  );

/** Fills `{name}`s in; a name without a value stays. */
export const fill = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => values[name] ?? hole);

const STYLE = new Markup(`
:root { color-scheme: light dark; color: #32324d; background: #ffffff; }
body { margin: 0 auto; max-width: 40rem; padding: 1.5rem 1rem 3rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
textarea { box-sizing: border-box; width: 100%; padding: .75rem; font: inherit; border: 1px solid #8e8ea9; border-radius: 4px; }
button { margin-top: .5rem; padding: .75rem 1.5rem; font: inherit; font-weight: 600; color: #fff; background: #4945ff; border: 0; border-radius: 4px; }
button:focus-visible { outline: 3px solid #7b79ff; outline-offset: 2px; }
li { margin: .25rem 0; }
dt { margin-top: .75rem; font-weight: 600; }
dd { margin: 0; white-space: pre-wrap; }
video, img { display: block; max-width: 100%; max-height: 70vh; margin: .5rem 0; border-radius: 4px; }
small { color: #666687; }
@media (prefers-color-scheme: dark) {
  :root { color: #ffffff; background: #181826; }
  small { color: #a5a5ba; }
}
`);

/** Copies a field's text; where the clipboard is closed to pages, what is selected can be copied. */
const SCRIPT = new Markup(`
for (const button of document.querySelectorAll('button[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    const field = document.getElementById(button.dataset.copy);
    let copied = false;
    try { await navigator.clipboard.writeText(field.value); copied = true; }
    catch { field.select(); copied = document.execCommand('copy'); }
    if (copied) button.textContent = button.dataset.done;
  });
}
`);

interface Page {
  language: Language;
  title: string;
  body: Markup;
}

/** Headers of everything a stranger gets: kept by no cache, in no index, told to nobody. */
const hide = (ctx: Context, nonce: string | null): void => {
  const own = nonce
    ? `script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; img-src 'self'; media-src 'self'; `
    : '';
  ctx.set({
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': `default-src 'none'; ${own}base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
    Vary: 'Accept-Language',
  });
};

export const answerPage = (ctx: Context, { language, title, body }: Page): void => {
  const nonce = randomBytes(16).toString('base64');
  hide(ctx, nonce);
  ctx.status = 200;
  ctx.type = 'html';
  ctx.body = markup`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <style nonce="${nonce}">${STYLE}</style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        <script nonce="${nonce}">${SCRIPT}</script>
      </body>
    </html>
`.text;
};

/** The same for every link that does not work: a stranger learns nothing about why. */
export const answerNoPage = (ctx: Context): void => {
  hide(ctx, null);
  ctx.status = 404;
  ctx.type = 'html';
  ctx.body = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>404</title></head>
<body><h1>404</h1></body>
</html>
`;
};
