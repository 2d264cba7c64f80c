import MarkdownIt from 'markdown-it';

/** Only these leave a legal page; everything else a Markdown link may name is shown as text. */
const LINK = /^(https?:\/\/|mailto:)/i;

/**
 * The Markdown of legal pages, alike on the public page and in the admin's preview. It is a person's:
 * no HTML passes, no pictures, and links only to web and mail addresses.
 */
export const legalMarkdown = (): MarkdownIt => {
  const markdown = new MarkdownIt('zero', { html: false, linkify: false }).enable([
    'heading',
    'lheading',
    'list',
    'blockquote',
    'hr',
    'emphasis',
    'backticks',
    'link',
    'autolink',
    'newline',
    'escape',
    'entity',
  ]);
  markdown.validateLink = (url) => LINK.test(url.trim());
  return markdown;
};
