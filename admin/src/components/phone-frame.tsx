import { styled } from 'styled-components';

/** Upright as on a phone; black in both themes, since it shows TikTok. The width is in rem. */
export const PhoneFrame = styled.div<{ $width: number }>`
  flex: none;
  width: ${({ $width }) => $width}rem;
  max-width: 100%;
  aspect-ratio: 9 / 16;
  overflow: hidden;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: #000;

  video,
  img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
`;
