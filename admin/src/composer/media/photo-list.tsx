import {
  type Announcements,
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { Box, Checkbox, Flex, IconButton } from '@strapi/design-system';
import { ArrowDown, ArrowUp, Drag, Star } from '@strapi/icons';
import { useMemo } from 'react';
import { styled } from 'styled-components';

import { type MediaItem } from '../../../../contracts/media';
import { Mark } from '../../components/mark';
import { useTexts } from '../../translations';
import { useSay } from '../../utils/read-out';
import { moved } from '../model/material';
import { serverAddress } from '../../utils/server-address';

const Thumbnail = styled.img`
  width: 3.2rem;
  height: 4rem;
  border-radius: ${({ theme }) => theme.borderRadius};
  object-fit: cover;
`;

interface RowProps {
  item: MediaItem;
  index: number;
  count: number;
  isCover: boolean;
  onMove: (from: number, to: number) => void;
  onCover: () => void;
  onRemove: () => void;
}

const Row = ({ item, index, count, isCover, onMove, onCover, onRemove }: RowProps) => {
  const { t } = useTexts();
  const { assetId, name, previewUrl } = item;
  const sortable = useSortable({ id: assetId });
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition } =
    sortable;
  return (
    <Flex
      tag="li"
      ref={setNodeRef}
      gap={2}
      justifyContent="space-between"
      wrap="wrap"
      background="neutral0"
      hasRadius
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      <Flex gap={2} minWidth={0}>
        <IconButton
          ref={setActivatorNodeRef}
          size="S"
          label={t('composer.photos.drag', { name })}
          style={{ cursor: 'grab', touchAction: 'none' }}
          {...attributes}
          {...listeners}
        >
          <Drag />
        </IconButton>
        {previewUrl !== null && <Thumbnail src={serverAddress(previewUrl)} alt="" />}
        <Checkbox checked onCheckedChange={onRemove}>
          {name}
        </Checkbox>
        {isCover && <Mark>{t('composer.cover')}</Mark>}
      </Flex>
      <Flex gap={1}>
        <IconButton
          size="S"
          label={t('composer.photos.asCover', { name })}
          disabled={isCover}
          onClick={onCover}
        >
          <Star />
        </IconButton>
        <IconButton
          size="S"
          label={t('composer.photos.earlier', { name })}
          disabled={index === 0}
          onClick={() => onMove(index, index - 1)}
        >
          <ArrowUp />
        </IconButton>
        <IconButton
          size="S"
          label={t('composer.photos.later', { name })}
          disabled={index === count - 1}
          onClick={() => onMove(index, index + 1)}
        >
          <ArrowDown />
        </IconButton>
      </Flex>
    </Flex>
  );
};

/** What a screen reader hears while a picture is moved: by the admin's region, not by dnd-kit's own. */
const useAnnouncements = (photos: readonly MediaItem[]) => {
  const { t } = useTexts();
  const say = useSay();
  return useMemo(() => {
    const nameOf = (id: UniqueIdentifier) =>
      photos.find(({ assetId }) => assetId === id)?.name ?? '';
    const placeOf = (id: UniqueIdentifier) => photos.findIndex(({ assetId }) => assetId === id) + 1;
    const at = (id: UniqueIdentifier, over: UniqueIdentifier): undefined => {
      const place = { position: placeOf(over), count: photos.length };
      say(t('composer.photos.moved', { name: nameOf(id), ...place }));
    };
    const announcements: Announcements = {
      onDragStart: ({ active }) => at(active.id, active.id),
      onDragOver: ({ active, over }) => (over ? at(active.id, over.id) : undefined),
      onDragEnd: ({ active, over }) => (over ? at(active.id, over.id) : undefined),
      onDragCancel: ({ active }) => at(active.id, active.id),
    };
    return { announcements, screenReaderInstructions: { draggable: t('composer.photos.how') } };
  }, [photos, say, t]);
};

interface PhotoListProps {
  /** In the order of the post. */
  photos: readonly MediaItem[];
  coverId: number | null;
  labelledBy: string;
  onChange: (assetIds: number[], coverId: number | null) => void;
}

/** The chosen pictures: ordered by drag, by keyboard or by the arrows, one of them the cover. */
export const PhotoList = ({ photos, coverId, labelledBy, onChange }: PhotoListProps) => {
  const ids = photos.map(({ assetId }) => assetId);
  const accessibility = useAnnouncements(photos);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = (from: number, to: number) => onChange(moved(ids, from, to), coverId);
  return (
    <Box>
      <DndContext
        sensors={sensors}
        collisionDetection={closestCenter}
        accessibility={accessibility}
        onDragEnd={({ active, over }) => {
          if (over) move(ids.indexOf(Number(active.id)), ids.indexOf(Number(over.id)));
        }}
      >
        <SortableContext items={ids} strategy={verticalListSortingStrategy}>
          <Flex
            tag="ol"
            aria-labelledby={labelledBy}
            direction="column"
            alignItems="stretch"
            gap={1}
          >
            {photos.map((item, index) => (
              <Row
                key={item.assetId}
                item={item}
                index={index}
                count={photos.length}
                isCover={item.assetId === coverId}
                onMove={move}
                onCover={() => onChange(ids, item.assetId)}
                onRemove={() =>
                  onChange(
                    ids.filter((id) => id !== item.assetId),
                    coverId,
                  )
                }
              />
            ))}
          </Flex>
        </SortableContext>
      </DndContext>
    </Box>
  );
};
