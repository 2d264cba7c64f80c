import { Flex } from '@strapi/design-system';
import { useEffect, useState } from 'react';

import { Card } from '../components/card';
import { TextField } from '../settings/fields';
import { useTexts } from '../translations';
import { AssetField } from './asset-field';
import { DownloadButton } from './download-button';
import { useFiles } from './files';
import { Quiet } from './texts';

/** The icon made from initials and colours, as it is with the saved facts. */
const MadeIcon = ({ savedVersion }: { savedVersion: number }) => {
  const { t } = useTexts();
  const { read } = useFiles();
  const [url, setUrl] = useState<string | null>(null);

  useEffect(() => {
    let made: string | null = null;
    let current = true;
    void read('/review/icon.png').then((outcome) => {
      if (!current) return;
      made = outcome.ok ? URL.createObjectURL(outcome.data) : null;
      setUrl(made);
    });
    return () => {
      current = false;
      if (made) URL.revokeObjectURL(made);
    };
  }, [read, savedVersion]);

  return (
    <Flex gap={4} wrap="wrap" alignItems="center">
      {url && <img src={url} alt={t('review.icon.made')} width={96} height={96} />}
      <Flex direction="column" alignItems="flex-start" gap={2}>
        <Quiet>{t('review.icon.made.what')}</Quiet>
        <DownloadButton
          label={t('review.icon.download')}
          path="/review/icon.png"
          fileName="tiktok-app-icon.png"
        />
      </Flex>
    </Flex>
  );
};

/** Icon, demo video and screenshots. */
export const FilesCard = ({ savedVersion }: { savedVersion: number }) => {
  const { t } = useTexts();
  return (
    <Card title={t('review.files')} description={t('review.files.what')}>
      <MadeIcon savedVersion={savedVersion} />
      <AssetField
        name="iconAssetId"
        label={t('review.fact.iconAssetId')}
        hint={t('review.fact.iconAssetId.hint')}
        allowedTypes={['images']}
      />
      <AssetField
        name="demoVideoAssetId"
        label={t('review.fact.demoVideoAssetId')}
        hint={t('review.fact.demoVideoAssetId.hint')}
        allowedTypes={['videos']}
      />
      <TextField
        name="demoVideoUrl"
        label={t('review.fact.demoVideoUrl')}
        hint={t('review.fact.demoVideoUrl.hint')}
      />
      <AssetField
        name="screenshotAssetIds"
        label={t('review.fact.screenshotAssetIds')}
        hint={t('review.fact.screenshotAssetIds.hint')}
        allowedTypes={['images']}
        multiple
      />
    </Card>
  );
};
