import { Textarea } from '@strapi/design-system';
import { forwardRef, useImperativeHandle, useLayoutEffect, useRef } from 'react';
import { styled } from 'styled-components';

import { textPieces } from './tags';

const Frame = styled.div`
  position: relative;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: ${({ theme }) => theme.colors.neutral0};
`;

/** Lies behind the text and shows nothing but a colour under each hashtag and mention. */
const Behind = styled.div`
  position: absolute;
  inset: 0;
  overflow: hidden;
  border: 1px solid transparent;
  color: transparent;
  white-space: pre-wrap;
  overflow-wrap: break-word;
  pointer-events: none;

  mark {
    border-radius: 0.3rem;
    background: ${({ theme }) => theme.colors.primary200};
    color: transparent;
  }

  mark[data-tag='mention'] {
    background: ${({ theme }) => theme.colors.alternative200};
  }
`;

/** The letters behind must stand where the letters in front stand. */
const SHARED = ['font', 'letterSpacing', 'lineHeight', 'paddingTop', 'paddingLeft'] as const;

interface TaggedTextareaProps {
  value: string;
  onChange: (value: string) => void;
}

/**
 * A text in which hashtags and mentions are coloured. The colour is only for the eye: the text is
 * that of an ordinary field.
 */
export const TaggedTextarea = forwardRef<HTMLTextAreaElement, TaggedTextareaProps>(
  ({ value, onChange }, ref) => {
    const front = useRef<HTMLTextAreaElement>(null);
    const behind = useRef<HTMLDivElement>(null);
    useImperativeHandle<HTMLTextAreaElement | null, HTMLTextAreaElement | null>(
      ref,
      () => front.current,
    );

    useLayoutEffect(() => {
      const field = front.current;
      const back = behind.current;
      if (!field || !back) return undefined;
      const align = () => {
        const style = getComputedStyle(field);
        for (const name of SHARED) back.style[name] = style[name];
        // Where a scrollbar stands, the lines in front are shorter.
        const scrollbar = field.offsetWidth - field.clientWidth;
        back.style.paddingRight = `${parseFloat(style.paddingRight) + scrollbar}px`;
        back.scrollTop = field.scrollTop;
      };
      align();
      const observer = new ResizeObserver(align);
      observer.observe(field);
      return () => observer.disconnect();
    }, [value]);

    return (
      <Frame>
        <Behind ref={behind} aria-hidden>
          {textPieces(value).map(({ text, tag }, index) =>
            tag === null ? (
              text
            ) : (
              <mark key={index} data-tag={tag}>
                {text}
              </mark>
            ),
          )}
          {/* A last empty line counts in front, and would not behind. */}
          {'\u200b'}
        </Behind>
        <Textarea
          ref={front}
          value={value}
          style={{ background: 'transparent', position: 'relative' }}
          onChange={(event: React.ChangeEvent<HTMLTextAreaElement>) => onChange(event.target.value)}
          onScroll={(event: React.UIEvent<HTMLTextAreaElement>) => {
            if (behind.current) behind.current.scrollTop = event.currentTarget.scrollTop;
          }}
        />
      </Frame>
    );
  },
);
TaggedTextarea.displayName = 'TaggedTextarea';
