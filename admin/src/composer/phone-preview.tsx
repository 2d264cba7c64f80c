import { Flex, IconButton, Typography } from '@strapi/design-system';
import { ChevronLeft, ChevronRight } from '@strapi/icons';
import { useState } from 'react';
import { styled } from 'styled-components';

import { type MediaFacts, type MediaItem } from '../../../contracts/media';
import { useTexts } from '../translations';
import { previewAddress } from './preview-url';

type Previewed = MediaItem & { facts?: MediaFacts | null };

/** A phone held upright. Black and white in both themes: it shows TikTok, not Strapi. */
const Phone = styled.div`
  position: relative;
  width: 100%;
  max-width: 24rem;
  aspect-ratio: 9 / 16;
  margin: 0 auto;
  overflow: hidden;
  border: 0.6rem solid #161823;
  border-radius: 2.4rem;
  background: #000;

  video,
  img {
    width: 100%;
    height: 100%;
    object-fit: contain;
  }
`;

/** Stays in view while the form beside it is scrolled. */
const Beside = styled.section`
  display: grid;
  gap: ${({ theme }) => theme.spaces[3]};
  position: sticky;
  top: 0;
  align-self: start;
`;

/** Where TikTok puts nickname and caption; above the player's own controls, and out of their way. */
const Words = styled.div`
  position: absolute;
  right: 4.8rem;
  bottom: 5.6rem;
  left: 1rem;
  max-height: 30%;
  overflow: hidden;
  color: #fff;
  font-size: 1.2rem;
  line-height: 1.4;
  overflow-wrap: anywhere;
  text-shadow: 0 0 0.3rem #000;
  pointer-events: none;

  strong {
    display: block;
    font-weight: 700;
  }
`;

const Missing = styled.p`
  display: flex;
  align-items: center;
  height: 100%;
  padding: 1.6rem;
  color: #fff;
  font-size: 1.3rem;
  line-height: 1.5;
  text-align: center;
`;

/** Plays the very file; says which codec it is where the browser cannot decode it. */
const Video = ({ item }: { item: Previewed }) => {
  const { t } = useTexts();
  const [failed, setFailed] = useState<string | null>(null);
  const { previewUrl, name, facts } = item;
  if (previewUrl === null) return <Missing>{t('composer.preview.none', { name })}</Missing>;
  if (failed === previewUrl) {
    const codec = facts?.videoCodec ?? null;
    return (
      <Missing>
        {codec === null
          ? t('composer.preview.cannotPlay', { name })
          : t('composer.preview.cannotDecode', { name, codec })}
      </Missing>
    );
  }
  return (
    <video
      controls
      playsInline
      preload="metadata"
      src={previewAddress(previewUrl)}
      aria-label={t('composer.preview.video', { name })}
      onError={() => setFailed(previewUrl)}
    />
  );
};

const Photo = ({ item }: { item: Previewed }) => {
  const { t } = useTexts();
  return item.previewUrl === null ? (
    <Missing>{t('composer.preview.none', { name: item.name })}</Missing>
  ) : (
    <img src={previewAddress(item.previewUrl)} alt={item.name} />
  );
};

interface StepsProps {
  index: number;
  count: number;
  go: (index: number) => void;
}

const Steps = ({ index, count, go }: StepsProps) => {
  const { t } = useTexts();
  return (
    <Flex justifyContent="center" gap={3}>
      <IconButton
        label={t('composer.preview.previous')}
        disabled={index === 0}
        onClick={() => go(index - 1)}
      >
        <ChevronLeft />
      </IconButton>
      <Typography variant="pi" role="status">
        {t('composer.preview.position', { index: index + 1, count })}
      </Typography>
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

interface PhonePreviewProps {
  /** The chosen files, in the order of the post. */
  media: readonly Previewed[];
  nickname: string | null;
  words: string;
}

/** Guidelines, point 5a: what is posted, as it will stand on a phone. */
export const PhonePreview = ({ media, nickname, words }: PhonePreviewProps) => {
  const { t } = useTexts();
  const [position, setPosition] = useState(0);
  const index = Math.min(position, Math.max(0, media.length - 1));
  const item = media[index];
  return (
    <Beside aria-label={t('composer.preview')}>
      <Phone>
        {!item && <Missing>{t('composer.preview.nothing')}</Missing>}
        {item?.kind === 'video' && <Video key={item.assetId} item={item} />}
        {item?.kind === 'photo' && <Photo key={item.assetId} item={item} />}
        <Words>
          {nickname !== null && <strong>{nickname}</strong>}
          {words}
        </Words>
      </Phone>
      {media.length > 1 && <Steps index={index} count={media.length} go={setPosition} />}
    </Beside>
  );
};
