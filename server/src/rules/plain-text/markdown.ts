import MarkdownIt from 'markdown-it';

import { htmlText } from './html';

/** As Strapi's own preview of rich text reads it: HTML within passes, a line break is one. */
const markdown = new MarkdownIt({ html: true, breaks: true, linkify: false, typographer: false });

/** Whatever a link's address is, its words are what a reader sees. */
markdown.validateLink = () => true;

/** Markdown as the plain text that a reader sees; links keep their words, pictures have none. */
export const markdownText = (text: string): string => htmlText(markdown.render(text));
