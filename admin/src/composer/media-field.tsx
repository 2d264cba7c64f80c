import { Badge, Checkbox, Field, Flex, IconButton, Radio, Typography } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Star } from '@strapi/icons';
import { useId } from 'react';

import { type MediaItem } from '../../../contracts/media';
import { LIMITS } from '../../../contracts/post-rules';
import { useTexts } from '../translations';
import { ChoiceField } from './choice-field';
import { type FormChange, type FormValues, moved } from './form';

interface MediaFieldProps {
  media: readonly MediaItem[];
  values: FormValues;
  change: (change: FormChange) => void;
}

/** Each asset once, however often the entry has it. */
const distinct = (media: readonly MediaItem[]): MediaItem[] => [
  ...new Map(media.map((item) => [item.assetId, item])).values(),
];

const Videos = ({ media, values, change }: MediaFieldProps) => {
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

const Photos = ({ media, values, change }: MediaFieldProps) => {
  const { t } = useTexts();
  const id = useId();
  const { photoIds, content } = values;
  const cover = photoIds[content.photoCoverIndex] ?? null;
  const set = (assetIds: number[], nextCover = cover) =>
    change({ type: 'photos', assetIds, cover: nextCover });

  const chosen = photoIds.flatMap(
    (assetId) => media.find((item) => item.assetId === assetId) ?? [],
  );
  const others = media.filter(({ assetId }) => !photoIds.includes(assetId));

  return (
    <Field.Root hint={t('composer.photos.hint', { count: photoIds.length, limit: LIMITS.photos })}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" id={id}>
        {t('composer.photos')}
      </Typography>
      <Flex tag="ol" aria-labelledby={id} direction="column" alignItems="stretch" gap={1}>
        {[...chosen, ...others].map(({ assetId, name }) => {
          const index = photoIds.indexOf(assetId);
          const isChosen = index >= 0;
          return (
            <Flex tag="li" key={assetId} gap={2} justifyContent="space-between" wrap="wrap">
              <Flex gap={2} minWidth={0}>
                <Checkbox
                  checked={isChosen}
                  onCheckedChange={(ticked) =>
                    set(
                      ticked === true
                        ? [...photoIds, assetId]
                        : photoIds.filter((one) => one !== assetId),
                    )
                  }
                >
                  {name}
                </Checkbox>
                {isChosen && assetId === cover && <Badge size="S">{t('composer.cover')}</Badge>}
              </Flex>
              {isChosen && (
                <Flex gap={1}>
                  <IconButton
                    size="S"
                    label={t('composer.photos.asCover', { name })}
                    disabled={assetId === cover}
                    onClick={() => set(photoIds, assetId)}
                  >
                    <Star />
                  </IconButton>
                  <IconButton
                    size="S"
                    label={t('composer.photos.earlier', { name })}
                    disabled={index === 0}
                    onClick={() => set(moved(photoIds, index, -1))}
                  >
                    <ArrowUp />
                  </IconButton>
                  <IconButton
                    size="S"
                    label={t('composer.photos.later', { name })}
                    disabled={index === photoIds.length - 1}
                    onClick={() => set(moved(photoIds, index, 1))}
                  >
                    <ArrowDown />
                  </IconButton>
                </Flex>
              )}
            </Flex>
          );
        })}
      </Flex>
      <Field.Hint />
    </Field.Root>
  );
};

/** What of the entry is posted: one video, or pictures in an order with one of them as the cover. */
export const MediaField = ({ media, values, change }: MediaFieldProps) => {
  const { t } = useTexts();
  const all = distinct(media);
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
      {values.kind === 'photo' && <Photos media={photos} values={values} change={change} />}
    </>
  );
};
