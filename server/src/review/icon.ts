import { sharp } from '../media/pictures/site-sharp';

import { charactersOf } from '../../../contracts/cut-text';
import { type ReviewFacts } from '../../../contracts/review-facts';

const SIDE = 1024;

/** The first letters of the first two words; of one word its first letter. */
export const initialsOf = (appName: string): string => {
  const words = appName.split(/[\s_.-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const letters = words.slice(0, 2).map((word) => charactersOf(word)[0] ?? '');
  return letters.join('').toLocaleUpperCase('en') || 'A';
};

const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const svg = (colours: ReviewFacts['colours'], mark: string): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">
      <rect width="${SIDE}" height="${SIDE}" fill="${colours.background}"/>${mark}</svg>`,
  );

/** An icon as TikTok takes it: 1024 x 1024 pixels, PNG, from the app's initials and the brand's colours. */
export const makeIcon = async ({
  appName,
  colours,
}: Pick<ReviewFacts, 'appName' | 'colours'>): Promise<Buffer> => {
  const initials = initialsOf(appName);
  const letters = `<text x="512" y="512" dy="0.36em" text-anchor="middle" font-family="Inter, Helvetica, Arial, sans-serif"
    font-weight="700" font-size="${initials.length > 1 ? 460 : 620}" fill="${colours.text}">${escape(initials)}</text>`;
  const written = await sharp(svg(colours, letters)).png().toBuffer();
  const { channels } = await sharp(written).stats();
  const blank = channels.every(({ min, max }) => min === max);
  if (!blank || colours.background === colours.text) return written;
  // A server without any font writes no letters: a plain mark stands in.
  const mark = `<circle cx="512" cy="512" r="270" fill="none" stroke="${colours.text}" stroke-width="110"/>`;
  return sharp(svg(colours, mark)).png().toBuffer();
};
