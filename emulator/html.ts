/** Text made safe for HTML content and quoted attributes. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const STYLE = `
:root{color-scheme:light dark;--accent:#d81b45;--line:#8884;--soft:#8881}
*{box-sizing:border-box}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;padding:1.5rem;max-width:70rem}
main.narrow{max-width:30rem;margin:2rem auto}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
fieldset{border:1px solid var(--line);border-radius:8px;margin:1rem 0;padding:.5rem 1rem}
label{display:flex;gap:.6rem;align-items:center;padding:.35rem 0}
button{font:inherit;padding:.55rem 1.2rem;border-radius:8px;border:1px solid var(--line);cursor:pointer}
button.primary{background:var(--accent);border-color:var(--accent);color:#fff}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:1rem}
.card{border:1px solid var(--line);border-radius:8px;padding:.8rem;background:var(--soft)}
.card video,.card img.post{width:100%;max-height:20rem;background:#000;border-radius:6px;object-fit:contain}
img.avatar{width:40px;height:40px;border-radius:50%;vertical-align:middle}
.note{font-size:.875rem;opacity:.8}
.error{border-left:4px solid var(--accent);padding-left:1rem}
code{overflow-wrap:anywhere}
`;

/** A whole page with the emulator's look. `body` is HTML. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>`;
