import { useStrapiApp } from '@strapi/strapi/admin';
import { type ComponentType } from 'react';
import { z } from 'zod';

interface LibraryProps {
  allowedTypes: ('images' | 'videos')[];
  multiple: boolean;
  onClose: () => void;
  onSelectAssets: (files: unknown) => void;
}

const picked = z.array(z.object({ id: z.coerce.number().int().positive() }));

interface MediaPickerProps {
  /** Videos and pictures if absent. */
  allowedTypes?: LibraryProps['allowedTypes'];
  /** True if absent. */
  multiple?: boolean;
  onPick: (assetIds: number[]) => void;
  onClose: () => void;
}

/** Strapi's own picker of the Media Library, for videos and pictures. Mount it to open it. */
export const MediaPicker = ({
  allowedTypes = ['images', 'videos'],
  multiple = true,
  onPick,
  onClose,
}: MediaPickerProps) => {
  const components = useStrapiApp('TikTok', (app) => app.components);
  const Library = components['media-library'] as ComponentType<LibraryProps> | undefined;
  if (!Library) return null;
  return (
    <Library
      allowedTypes={allowedTypes}
      multiple={multiple}
      onClose={onClose}
      onSelectAssets={(files) => {
        const { data } = picked.safeParse(files);
        if (data && data.length > 0) onPick([...new Set(data.map(({ id }) => id))]);
        onClose();
      }}
    />
  );
};
