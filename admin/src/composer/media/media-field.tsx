import { Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { useTexts } from '../../translations';
import { ChoiceField } from '../fields/choice-field';
import { type Material, type MaterialChange } from '../model/material';
import { PhotosField } from './photos-field';
import { Thumbnail } from './thumbnail';

interface MediaFieldProps {
  material: Material;
  change: (change: MaterialChange) => void;
}

const Videos = ({ material, change }: MediaFieldProps) => {
  const { t } = useTexts();
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('composer.video')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={String(material.videoId ?? '')}
        onValueChange={(assetId: string) => change({ type: 'video', assetId: Number(assetId) })}
      >
        {material.media
          .filter(({ kind }) => kind === 'video')
          .map((item) => (
            <Flex key={item.assetId} gap={3} paddingBottom={2}>
              <Thumbnail item={item} width={3.2} isDecoration />
              <Radio.Item value={String(item.assetId)}>{item.name}</Radio.Item>
            </Flex>
          ))}
      </Radio.Group>
    </Flex>
  );
};

/** What is posted: one video, or pictures in an order with one of them as the cover. */
export const MediaField = ({ material, change }: MediaFieldProps) => {
  const { t } = useTexts();
  const { media, kind } = material;
  const photos = media.filter((item) => item.kind === 'photo');
  const videos = media.length - photos.length;
  return (
    <>
      {videos > 0 && photos.length > 0 && (
        <ChoiceField
          label={t('composer.kind')}
          value={kind}
          options={[
            { value: 'video', label: t('composer.kind.video') },
            { value: 'photo', label: t('composer.kind.photo') },
          ]}
          onChange={(chosen) => change({ type: 'kind', kind: chosen })}
        />
      )}
      {kind === 'video' && videos > 1 && <Videos material={material} change={change} />}
      {kind === 'photo' && (
        <PhotosField
          media={photos}
          photoIds={material.photoIds}
          photoCoverIndex={material.photoCoverIndex}
          onChange={(assetIds, cover) => change({ type: 'photos', assetIds, cover })}
        />
      )}
    </>
  );
};
