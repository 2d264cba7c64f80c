import { Flex, VisuallyHidden } from '@strapi/design-system';
import { Images, Play } from '@strapi/icons';
import { useEffect, useRef, useState } from 'react';

import { type MediaKind, type Thumbnail as Shown } from '../../../contracts/media';
import { serverAddress } from '../utils/server-address';
import { PhoneFrame } from './phone-frame';

/** True from the moment it comes near the screen: what nobody scrolls to is never loaded. */
const useSeen = (frame: React.RefObject<HTMLElement>): boolean => {
  const [isSeen, setIsSeen] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!element || isSeen) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setIsSeen(true);
      },
      { rootMargin: '200px' },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, isSeen]);
  return isSeen;
};

interface ThumbnailProps {
  /** Null, or one that cannot be loaded: the icon of its kind. */
  shown: Shown | null;
  kind: MediaKind;
  /** In rem. */
  width: number;
  /** What it is of; absent where that stands beside it already. */
  name?: string | undefined;
}

/** A small picture of a file, upright as on a phone; of a video one frame. */
export const Thumbnail = ({ shown, kind, width, name }: ThumbnailProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(frame);
  const [broken, setBroken] = useState<string | null>(null);
  const isThere = shown !== null && shown.url !== broken;
  const url = isSeen && isThere ? shown.url : null;
  const onError = () => setBroken(shown?.url ?? null);
  const Icon = kind === 'photo' ? Images : Play;
  return (
    <PhoneFrame ref={frame} $width={width} aria-hidden={name === undefined || undefined}>
      {!isThere && (
        <Flex height="100%" alignItems="center" justifyContent="center">
          <Icon aria-hidden fill="#ffffff" width={`${width / 2}rem`} height={`${width / 2}rem`} />
          {name !== undefined && <VisuallyHidden>{name}</VisuallyHidden>}
        </Flex>
      )}
      {url !== null && shown?.element === 'img' && (
        <img src={serverAddress(url)} alt={name ?? ''} draggable={false} onError={onError} />
      )}
      {url !== null && shown?.element === 'video' && (
        <video
          src={serverAddress(url)}
          preload="metadata"
          muted
          playsInline
          tabIndex={-1}
          aria-label={name}
          onError={onError}
        />
      )}
    </PhoneFrame>
  );
};
