import { Badge } from '@strapi/design-system';
import { type ReactNode } from 'react';

export type Tone =
  'neutral' | 'primary' | 'secondary' | 'alternative' | 'success' | 'warning' | 'danger';

/**
 * A badge in colours that can be read in both themes: the variants of the design system's own fall
 * below WCAG's contrast in the dark one.
 */
export const Mark = ({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) =>
  tone === 'neutral' ? (
    <Badge backgroundColor="neutral150" textColor="neutral700">
      {children}
    </Badge>
  ) : (
    <Badge backgroundColor={`${tone}100`} textColor={`${tone}700`}>
      {children}
    </Badge>
  );
