import { type PuzzlePiece } from '@strapi/icons';
import { type ComponentPropsWithoutRef, forwardRef } from 'react';

/** A note, drawn for menu and widget; TikTok's own logo may not be redrawn. */
export const MenuIcon: typeof PuzzlePiece = forwardRef<
  SVGSVGElement,
  ComponentPropsWithoutRef<typeof PuzzlePiece>
>(({ fill: _themeColor, ...props }, ref) => (
  <svg
    ref={ref}
    viewBox="0 0 32 32"
    width={16}
    height={16}
    aria-hidden
    {...props}
    fill="currentColor"
  >
    <path d="M17 3h4c.4 3.6 2.7 6 6 6.4v4.2c-2.3 0-4.3-.7-6-1.9V21a8 8 0 1 1-8-8c.4 0 .7 0 1 .1v4.3a3.8 3.8 0 1 0 3 3.6z" />
  </svg>
));
MenuIcon.displayName = 'MenuIcon';
