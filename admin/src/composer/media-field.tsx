import { Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { type MediaItem } from '../../../contracts/media';
import { useTexts } from '../translations';
import { ChoiceField } from './choice-field';
import { type FormChange, type FormValues } from './form';
import { PhotosField } from './photos-field';

interface MediaFieldProps {
  values: FormValues;
  change: (change: FormChange) => void;
}

type ListProps = MediaFieldProps & { media: readonly MediaItem[] };

/** Each asset once, however often the entry has it. */
const distinct = (media: readonly MediaItem[]): MediaItem[] => [
  ...new Map(media.map((item) => [item.assetId, item])).values(),
];

const Videos = ({ media, values, change }: ListProps) => {
  const { t } = useTexts();
  const id = useId();
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('composer.video')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={String(values.videoId ?? '')}
        onValueChange={(assetId: string) => change({ type: 'video', assetId: Number(assetId) })}
      >
        {media.map(({ assetId, name }) => (
          <Radio.Item key={assetId} value={String(assetId)}>
            {name}
          </Radio.Item>
        ))}
      </Radio.Group>
    </Flex>
  );
};

/** What is posted: one video, or pictures in an order with one of them as the cover. */
export const MediaField = ({ values, change }: MediaFieldProps) => {
  const { t } = useTexts();
  const all = distinct(values.media);
  const videos = all.filter(({ kind }) => kind === 'video');
  const photos = all.filter(({ kind }) => kind === 'photo');
  return (
    <>
      {videos.length > 0 && photos.length > 0 && (
        <ChoiceField
          label={t('composer.kind')}
          value={values.kind}
          options={[
            { value: 'video', label: t('composer.kind.video') },
            { value: 'photo', label: t('composer.kind.photo') },
          ]}
          onChange={(kind) => change({ type: 'kind', kind })}
        />
      )}
      {values.kind === 'video' && videos.length > 1 && (
        <Videos media={videos} values={values} change={change} />
      )}
      {values.kind === 'photo' && (
        <PhotosField
          media={photos}
          photoIds={values.photoIds}
          photoCoverIndex={values.photoCoverIndex}
          onChange={(assetIds, cover) => change({ type: 'photos', assetIds, cover })}
        />
      )}
    </>
  );
};
