import { type MediaItem } from '../../../../contracts/media';
import { Thumbnail as Shown } from '../../components/thumbnail';

interface ThumbnailProps {
  item: Pick<MediaItem, 'kind' | 'name' | 'previewUrl'> | undefined;
  /** In rem. */
  width: number;
  /** Its name stands beside it already. */
  isDecoration?: boolean;
}

/** A small picture of a file in the form; of a video its first frame. */
export const Thumbnail = ({ item, width, isDecoration = false }: ThumbnailProps) => {
  const { kind = 'video', name = '', previewUrl: url = null } = item ?? {};
  return (
    <Shown
      shown={url === null ? null : { url, element: kind === 'photo' ? 'img' : 'video' }}
      kind={kind}
      width={width}
      name={isDecoration || name === '' ? undefined : name}
    />
  );
};
