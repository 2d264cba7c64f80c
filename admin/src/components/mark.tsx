import { Badge } from '@strapi/design-system';
import { type ReactNode } from 'react';

export type Tone =
  'neutral' | 'primary' | 'secondary' | 'alternative' | 'success' | 'warning' | 'danger';

/** The darkest amber of the light theme is too pale on amber: its letters are those of a text. */
const coloursOf = (tone: Tone) => {
  if (tone === 'neutral') return ['neutral150', 'neutral700'] as const;
  if (tone === 'warning') return ['warning200', 'neutral800'] as const;
  return [`${tone}100`, `${tone}700`] as const;
};

/**
 * A badge in colours that can be read in both themes: the variants of the design system's own fall
 * below WCAG's contrast in the dark one.
 */
export const Mark = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) => {
  const [backgroundColor, textColor] = coloursOf(tone);
  return (
    <Badge backgroundColor={backgroundColor} textColor={textColor}>
      {children}
    </Badge>
  );
};
