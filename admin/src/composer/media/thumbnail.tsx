import { useEffect, useRef, useState } from 'react';

import { type MediaItem } from '../../../../contracts/media';
import { PhoneFrame } from '../../components/phone-frame';
import { serverAddress } from '../../utils/server-address';

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
  item: Pick<MediaItem, 'kind' | 'name' | 'previewUrl'> | undefined;
  /** In rem. */
  width: number;
  /** Its name stands beside it already. */
  isDecoration?: boolean;
}

/** A small picture of a file; of a video its first frame. */
export const Thumbnail = ({ item, width, isDecoration = false }: ThumbnailProps) => {
  const frame = useRef<HTMLDivElement>(null);
  const isSeen = useSeen(frame);
  const url = item?.previewUrl;
  const name = isDecoration ? '' : (item?.name ?? '');
  return (
    <PhoneFrame ref={frame} $width={width} aria-hidden={isDecoration || undefined}>
      {isSeen && url && item.kind === 'photo' && <img src={serverAddress(url)} alt={name} />}
      {isSeen && url && item.kind === 'video' && (
        <video
          src={serverAddress(url)}
          preload="metadata"
          muted
          playsInline
          tabIndex={-1}
          aria-label={name || undefined}
        />
      )}
    </PhoneFrame>
  );
};
