import { createElement, type ReactNode, useMemo } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../translations';
import { type Piece, piecesOf } from './markdown';

const Sheet = styled.div`
  max-height: 40rem;
  overflow: auto;
  padding: ${({ theme }) => theme.spaces[4]};
  border: 1px solid ${({ theme }) => theme.colors.neutral200};
  border-radius: ${({ theme }) => theme.borderRadius};
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[2]};
  line-height: 1.5;
  overflow-wrap: anywhere;

  h3,
  h4,
  h5,
  h6,
  p,
  ul,
  ol,
  blockquote {
    margin-block-end: ${({ theme }) => theme.spaces[3]};
  }

  h3,
  h4,
  h5,
  h6,
  strong {
    font-weight: 600;
  }

  h3 {
    font-size: 1.3em;
  }

  ul,
  ol {
    padding-inline-start: ${({ theme }) => theme.spaces[6]};
    list-style: revert;
  }

  blockquote {
    padding-inline-start: ${({ theme }) => theme.spaces[3]};
    border-inline-start: 3px solid ${({ theme }) => theme.colors.neutral300};
  }

  a {
    color: ${({ theme }) => theme.colors.primary700};
    text-decoration: underline;
  }
`;

const EMPTY = ['br', 'hr'];

const draw = (pieces: readonly Piece[]): ReactNode[] =>
  pieces.map((piece, key) => {
    if (typeof piece === 'string') return piece;
    const { tag, href, children } = piece;
    const link = href === null ? {} : { href, target: '_blank', rel: 'noreferrer' };
    if (EMPTY.includes(tag)) return createElement(tag, { key });
    return createElement(tag, { key, ...link }, ...draw(children));
  });

/** How a legal page will read, as it is typed. */
export const LegalPreview = ({ markdown, locale }: { markdown: string; locale: string }) => {
  const { t } = useTexts();
  const pieces = useMemo(() => piecesOf(markdown), [markdown]);
  return (
    <Sheet role="region" aria-label={t('review.legal.preview')} tabIndex={0} lang={locale}>
      {draw(pieces)}
    </Sheet>
  );
};
