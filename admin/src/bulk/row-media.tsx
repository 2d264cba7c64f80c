import { Box, Field, Flex, SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type MediaItem } from '../../../contracts/media';
import { ChoiceField } from '../composer/choice-field';
import { CoverField } from '../composer/cover-field';
import { PhotosField } from '../composer/photos-field';
import { serverAddress } from '../utils/server-address';
import { useTexts } from '../translations';
import { filesOf, type Row, type RowChange } from './rows';

/** Upright as on a phone; black in both themes, since it shows TikTok. */
const Thumbnail = styled.div`
  flex: none;
  width: 7.2rem;
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

const Preview = ({ item }: { item: MediaItem | undefined }) => (
  <Thumbnail>
    {item?.previewUrl && item.kind === 'photo' && (
      <img src={serverAddress(item.previewUrl)} alt={item.name} loading="lazy" />
    )}
    {item?.previewUrl && item.kind === 'video' && (
      <video
        src={serverAddress(item.previewUrl)}
        preload="metadata"
        muted
        playsInline
        aria-label={item.name}
      />
    )}
  </Thumbnail>
);

interface RowMediaProps {
  row: Row;
  isFixed: boolean;
  /** Of the chosen video, in milliseconds; null while unknown. */
  lengthMs: number | null;
  change: (change: RowChange) => void;
}

const Videos = ({ row, change }: Omit<RowMediaProps, 'isFixed' | 'lengthMs'>) => {
  const { t } = useTexts();
  const videos = row.media.filter(({ kind }) => kind === 'video');
  return (
    <Field.Root name="video">
      <Field.Label>{t('bulk.video')}</Field.Label>
      <SingleSelect
        value={row.videoId}
        onChange={(id) => change({ type: 'video', assetId: Number(id) })}
      >
        {videos.map(({ assetId, name }) => (
          <SingleSelectOption key={assetId} value={assetId}>
            {name}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Field.Root>
  );
};

const Photos = ({ row, change }: Omit<RowMediaProps, 'isFixed' | 'lengthMs'>) => {
  const { t } = useTexts();
  const photos = row.media.filter(({ kind }) => kind === 'photo');
  return (
    <details>
      <summary>{t('bulk.photos', { count: row.photoIds.length, total: photos.length })}</summary>
      <PhotosField
        media={photos}
        photoIds={row.photoIds}
        photoCoverIndex={row.content.photoCoverIndex}
        onChange={(assetIds, cover) => change({ type: 'photos', assetIds, cover })}
      />
    </details>
  );
};

/** What of the entry is posted, with a small picture of it. */
export const RowMedia = ({ row, isFixed, lengthMs, change }: RowMediaProps) => {
  const { t } = useTexts();
  const [first] = filesOf(row);
  const shown = row.media.find(({ assetId }) => assetId === first);
  const videos = row.media.filter(({ kind }) => kind === 'video').length;
  const photos = row.media.length - videos;
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      <Preview key={first} item={shown} />
      {!isFixed && (
        <>
          {videos > 0 && photos > 0 && (
            <ChoiceField
              label={t('bulk.kind')}
              value={row.kind}
              options={[
                { value: 'video', label: t('bulk.kind.video') },
                { value: 'photo', label: t('bulk.kind.photo') },
              ]}
              onChange={(kind) => change({ type: 'kind', kind })}
            />
          )}
          {row.kind === 'video' && videos > 1 && <Videos row={row} change={change} />}
          {row.kind === 'photo' && photos > 1 && <Photos row={row} change={change} />}
          {row.kind === 'video' && row.shareType === 'direct_post' && (
            <CoverField
              value={row.content.coverTimestampMs}
              lengthMs={lengthMs}
              onChange={(coverTimestampMs) =>
                change({ type: 'content', content: { coverTimestampMs } })
              }
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
