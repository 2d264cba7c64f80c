import { Checkbox, Field, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { type MediaItem } from '../../../../contracts/media';
import { LIMITS } from '../../../../contracts/post-rules';
import { useTexts } from '../../translations';
import { PhotoList } from './photo-list';
import { Thumbnail } from './thumbnail';

interface PhotosFieldProps {
  /** What may be chosen from, each picture once. */
  media: readonly MediaItem[];
  /** The chosen ones, in the order of the post. */
  photoIds: readonly number[];
  photoCoverIndex: number;
  /** `cover` is the picture that stays the cover, wherever it moves. */
  onChange: (assetIds: number[], cover: number | null) => void;
}

/** Which pictures are posted, in which order, and which of them is the cover. */
export const PhotosField = ({ media, photoIds, photoCoverIndex, onChange }: PhotosFieldProps) => {
  const { t } = useTexts();
  const id = useId();
  const coverId = photoIds[photoCoverIndex] ?? null;
  const chosen = photoIds.flatMap(
    (assetId) => media.find((item) => item.assetId === assetId) ?? [],
  );
  const others = media.filter(({ assetId }) => !photoIds.includes(assetId));
  return (
    <Field.Root hint={t('composer.photos.hint', { count: photoIds.length, limit: LIMITS.photos })}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('composer.photos')}
      </Typography>
      {chosen.length > 0 && (
        <PhotoList photos={chosen} coverId={coverId} labelledBy={id} onChange={onChange} />
      )}
      {others.map((item) => (
        <Flex key={item.assetId} gap={3}>
          <Thumbnail item={item} width={2.4} isDecoration />
          <Checkbox
            checked={false}
            onCheckedChange={() => onChange([...photoIds, item.assetId], coverId)}
          >
            {item.name}
          </Checkbox>
        </Flex>
      ))}
      <Field.Hint />
    </Field.Root>
  );
};
