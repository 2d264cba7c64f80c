import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { ChoiceField } from '../../composer/fields/choice-field';
import { CoverField } from '../../composer/media/cover-field';
import { PhotosField } from '../../composer/media/photos-field';
import { Thumbnail } from '../../composer/media/thumbnail';
import { chosenIds, type Material, type MaterialChange } from '../../composer/model/material';
import { type ShareType } from '../../../../contracts/settings';
import { useTexts } from '../../translations';

interface RowMediaProps {
  material: Material;
  shareType: ShareType | null;
  isFixed: boolean;
  /** Of the chosen video, in milliseconds; null while unknown. */
  lengthMs: number | null;
  change: (change: MaterialChange) => void;
}

type FieldProps = Pick<RowMediaProps, 'material' | 'change'>;

const Videos = ({ material, change }: FieldProps) => {
  const { t } = useTexts();
  return (
    <Field.Root name="video">
      <Field.Label>{t('bulk.video')}</Field.Label>
      <SingleSelect
        value={material.videoId}
        onChange={(id) => change({ type: 'video', assetId: Number(id) })}
      >
        {material.media
          .filter(({ kind }) => kind === 'video')
          .map(({ assetId, name }) => (
            <SingleSelectOption key={assetId} value={assetId}>
              {name}
            </SingleSelectOption>
          ))}
      </SingleSelect>
    </Field.Root>
  );
};

const Photos = ({ material, change }: FieldProps) => {
  const { t } = useTexts();
  const photos = material.media.filter(({ kind }) => kind === 'photo');
  return (
    <details>
      <summary>
        {t('bulk.photos', { count: material.photoIds.length, total: photos.length })}
      </summary>
      <PhotosField
        media={photos}
        photoIds={material.photoIds}
        photoCoverIndex={material.photoCoverIndex}
        onChange={(assetIds, cover) => change({ type: 'photos', assetIds, cover })}
      />
    </details>
  );
};

/** What of the entry is posted, with a small picture of it. */
export const RowMedia = ({ material, shareType, isFixed, lengthMs, change }: RowMediaProps) => {
  const { t } = useTexts();
  const { media, kind } = material;
  const [first] = chosenIds(material);
  const shown = media.find(({ assetId }) => assetId === first);
  const videos = media.filter((item) => item.kind === 'video').length;
  const photos = media.length - videos;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Thumbnail key={first} item={shown} width={7.2} />
      {!isFixed && (
        <>
          {videos > 0 && photos > 0 && (
            <ChoiceField
              label={t('bulk.kind')}
              value={kind}
              options={[
                { value: 'video', label: t('bulk.kind.video') },
                { value: 'photo', label: t('bulk.kind.photo') },
              ]}
              onChange={(chosen) => change({ type: 'kind', kind: chosen })}
            />
          )}
          {kind === 'video' && videos > 1 && <Videos material={material} change={change} />}
          {kind === 'photo' && photos > 1 && <Photos material={material} change={change} />}
          {kind === 'video' && shareType === 'direct_post' && (
            <CoverField
              value={material.coverTimestampMs}
              lengthMs={lengthMs}
              onChange={(coverTimestampMs) => change({ type: 'cover', coverTimestampMs })}
            />
          )}
          {shown && (
            <Box color="neutral600" fontSize={1}>
              {shown.name}
            </Box>
          )}
        </>
      )}
    </Flex>
  );
};
