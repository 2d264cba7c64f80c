import { type ReactNode } from 'react';
import { styled } from 'styled-components';

/** A phone held upright. Black and white in both themes: it shows TikTok, not Strapi. */
const Frame = styled.div`
  position: relative;
  width: 100%;
  max-width: 24rem;
  aspect-ratio: 9 / 16;
  margin: 0 auto;
  overflow: hidden;
  border: 0.6rem solid #161823;
  border-radius: 2.4rem;
  background: #000;

  video,
  img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
`;

/**
 * What TikTok's own controls cover: the tabs above, the buttons at the right, nickname and caption
 * below. Shaded, so that a title burnt into the video is seen to lie under them.
 */
const Covered = styled.div<{ $zone: 'top' | 'side' }>`
  position: absolute;
  background: rgb(0 0 0 / 35%);
  pointer-events: none;
  ${({ $zone }) =>
    $zone === 'top'
      ? 'top: 0; right: 0; left: 0; height: 7%;'
      : 'top: 38%; right: 0; bottom: 18%; width: 14%; border-radius: 0.8rem 0 0 0.8rem;'}
`;

/** Where TikTok puts nickname and caption; above the player's own controls, and out of their way. */
const Words = styled.div`
  position: absolute;
  right: 4.8rem;
  bottom: 5.6rem;
  left: 1rem;
  max-height: 30%;
  overflow: hidden;
  color: #fff;
  font-size: 1.2rem;
  line-height: 1.4;
  overflow-wrap: anywhere;
  text-shadow: 0 0 0.3rem #000;
  pointer-events: none;

  strong {
    font-weight: 700;
  }

  strong[data-nickname] {
    display: block;
  }
`;

/** In place of what cannot be shown. */
export const Missing = styled.p`
  display: flex;
  align-items: center;
  height: 100%;
  padding: 1.6rem;
  color: #fff;
  font-size: 1.3rem;
  line-height: 1.5;
  text-align: center;
`;

interface PhoneProps {
  nickname: string | null;
  /** Line breaks in it are lost, as TikTok loses them (T72). */
  words: ReactNode;
  children: ReactNode;
}

/** The content in the shape of a phone, with the zones that TikTok covers. */
export const Phone = ({ nickname, words, children }: PhoneProps) => (
  <Frame>
    {children}
    <Covered $zone="top" aria-hidden data-testid="covered-top" />
    <Covered $zone="side" aria-hidden data-testid="covered-side" />
    <Words data-testid="preview-words">
      {nickname !== null && <strong data-nickname>{nickname}</strong>}
      {words}
    </Words>
  </Frame>
);
