import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { type RefObject, useState } from 'react';
import { styled } from 'styled-components';

import { type MediaFacts, type MediaItem } from '../../../../contracts/media';
import { useTexts } from '../../translations';
import { Missing, Phone } from './phone';
import { useReadOut } from '../../utils/read-out';
import { serverAddress } from '../../utils/server-address';
import { textPieces } from '../fields/tags';

type Previewed = MediaItem & { facts?: MediaFacts | null };

/** Stays in view while the form beside it is scrolled. */
const Beside = styled.section`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  position: sticky;
  top: 0;
  align-self: start;
`;

interface VideoProps {
  item: Previewed;
  player: RefObject<HTMLVideoElement>;
  onLength: (seconds: number) => void;
}

/** Plays the very file; says which codec it is where the browser cannot decode it. */
const Video = ({ item, player, onLength }: VideoProps) => {
  const { t } = useTexts();
  const [failed, setFailed] = useState<string | null>(null);
  const { previewUrl, name, facts } = item;
  const codec = facts?.videoCodec ?? null;
  const cannot =
    codec === null
      ? t('composer.preview.cannotPlay', { name })
      : t('composer.preview.cannotDecode', { name, codec });
  const hasFailed = previewUrl !== null && failed === previewUrl;
  useReadOut(hasFailed ? cannot : null);
  if (previewUrl === null) return <Missing>{t('composer.preview.none', { name })}</Missing>;
  if (hasFailed) return <Missing>{cannot}</Missing>;
  return (
    <video
      ref={player}
      controls
      playsInline
      preload="metadata"
      src={serverAddress(previewUrl)}
      aria-label={t('composer.preview.video', { name })}
      onLoadedMetadata={({ currentTarget }) => {
        // Sound without a picture: a codec that this browser does not know.
        if (currentTarget.videoWidth === 0) setFailed(previewUrl);
        else if (Number.isFinite(currentTarget.duration)) onLength(currentTarget.duration);
      }}
      onError={() => setFailed(previewUrl)}
    />
  );
};

const Photo = ({ item }: { item: Previewed }) => {
  const { t } = useTexts();
  return item.previewUrl === null ? (
    <Missing>{t('composer.preview.none', { name: item.name })}</Missing>
  ) : (
    <img src={serverAddress(item.previewUrl)} alt={item.name} />
  );
};

interface StepsProps {
  index: number;
  count: number;
  go: (index: number) => void;
}

const Steps = ({ index, count, go }: StepsProps) => {
  const { t } = useTexts();
  const position = t('composer.preview.position', { index: index + 1, count });
  useReadOut(position);
  return (
    <Flex justifyContent="center" gap={3}>
      <IconButton
        label={t('composer.preview.previous')}
        disabled={index === 0}
        onClick={() => go(index - 1)}
      >
        <ChevronLeft />
      </IconButton>
      <Typography variant="pi">{position}</Typography>
      <IconButton
        label={t('composer.preview.next')}
        disabled={index === count - 1}
        onClick={() => go(index + 1)}
      >
        <ChevronRight />
      </IconButton>
    </Flex>
  );
};

/** Hashtags and mentions stand out, as they do on TikTok. */
const TaggedWords = ({ text }: { text: string }) => (
  <>
    {textPieces(text).map((piece, index) =>
      piece.tag === null ? piece.text : <strong key={index}>{piece.text}</strong>,
    )}
  </>
);

interface PhonePreviewProps {
  /** The chosen files, in the order of the post. */
  media: readonly Previewed[];
  nickname: string | null;
  words: string;
  player: RefObject<HTMLVideoElement>;
  /** The length of the video in seconds, once the browser knows it. */
  onLength: (seconds: number) => void;
  /** Below the phone, such as the choice of a cover. */
  children?: React.ReactNode;
}

/** Guidelines, point 5a: what is posted, as it will stand on a phone. */
export const PhonePreview = ({
  media,
  nickname,
  words,
  player,
  onLength,
  children,
}: PhonePreviewProps) => {
  const { t } = useTexts();
  const [position, setPosition] = useState(0);
  const index = Math.min(position, Math.max(0, media.length - 1));
  const item = media[index];
  return (
    <Beside aria-label={t('composer.preview')}>
      <Phone nickname={nickname} words={<TaggedWords text={words} />}>
        {!item && <Missing>{t('composer.preview.nothing')}</Missing>}
        {item?.kind === 'video' && (
          <Video key={item.assetId} item={item} player={player} onLength={onLength} />
        )}
        {item?.kind === 'photo' && <Photo key={item.assetId} item={item} />}
      </Phone>
      {media.length > 1 && <Steps index={index} count={media.length} go={setPosition} />}
      <Typography variant="pi" textColor="neutral600" tag="p" textAlign="center">
        {t('composer.preview.covered')}
      </Typography>
      {children}
    </Beside>
  );
};
