import { Flex, Typography } from '@strapi/design-system';
import { Image, Play } from '@strapi/icons';

import { type MediaItem } from '../../../contracts/media';
import { type EntrySource } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { useFileSize } from '../utils/use-file-size';

interface EntryMediaProps {
  media: readonly MediaItem[];
  status: EntrySource['status'];
}

/** What the version on the screen has for TikTok. */
export const EntryMedia = ({ media, status }: EntryMediaProps) => {
  const { t } = useTexts();
  const sizeOf = useFileSize();
  if (media.length === 0) {
    return (
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('entry.noMedia')}
      </Typography>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t(`entry.version.${status}`)}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={2} aria-label={t('entry.media')}>
        {media.map(({ assetId, kind, name, bytes, field }) => (
          <Flex tag="li" key={`${assetId}:${field}`} gap={2} minWidth={0}>
            {kind === 'video' ? <Play aria-hidden /> : <Image aria-hidden />}
            <Typography ellipsis title={name}>
              {name}
            </Typography>
            {bytes !== null && (
              <Typography variant="pi" textColor="neutral600" style={{ whiteSpace: 'nowrap' }}>
                {sizeOf(bytes)}
              </Typography>
            )}
          </Flex>
        ))}
      </Flex>
    </Flex>
  );
};
