import { legalMarkdown } from '../../../../contracts/legal-markdown';

const markdown = legalMarkdown();

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Bare web and mail addresses become links: a reviewer wants to press them. */
const linkBare = (source: string): string =>
  source.replace(
    /(^|[\s(（：:])(https?:\/\/[^\s<>()（）。，]+[^\s<>()（）。，.,;:])/gm,
    (_, before: string, url: string) => `${before}<${url}>`,
  );

/** Nothing may load on the page. */
export const LEGAL_CSP =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** A legal page as HTML, from a person's Markdown. */
export const renderLegal = ({
  title,
  locale,
  source,
}: {
  title: string;
  locale: string;
  source: string;
}): string => `<!doctype html>
<html lang="${escape(locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title></head>
<body>
<main>
${markdown.render(linkBare(source))}</main>
</body>
</html>
`;
