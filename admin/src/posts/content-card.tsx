import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type PostView } from '../../../contracts/posts';
import { Card } from '../components/card';
import { CopyButton } from '../components/copy';
import { useTexts } from '../translations';
import { useFileSize } from '../utils/use-file-size';
import { Fact, Facts } from './fact';

const Words = styled.span`
  white-space: pre-wrap;
`;

/** The files in their order, and the words. */
export const ContentCard = ({ post }: { post: PostView }) => {
  const { t } = useTexts();
  const sizeOf = useFileSize();
  const { content, kind, media, shareType } = post;
  const isPasted = kind === 'video' && shareType === 'inbox';
  const words = kind === 'video' ? [content.caption] : [content.title, content.description];
  return (
    <Card
      title={t('posts.content')}
      action={
        content.caption && <CopyButton value={content.caption} name={t('posts.copyCaption')} />
      }
    >
      <Facts>
        <Fact name={t('posts.files')}>
          <Flex tag="ol" direction="column" alignItems="stretch" gap={1}>
            {media.map(({ assetId, name, bytes }, index) => (
              <li key={`${assetId}:${index}`}>
                {name}
                {bytes !== null && ` (${sizeOf(bytes)})`}
              </li>
            ))}
          </Flex>
        </Fact>
        <Fact name={t('posts.caption')}>
          {kind === 'video' && content.caption && <Words>{content.caption}</Words>}
        </Fact>
        <Fact name={t('posts.photoTitle')}>{kind === 'photo' && content.title}</Fact>
        <Fact name={t('posts.description')}>
          {kind === 'photo' && content.description && <Words>{content.description}</Words>}
        </Fact>
      </Facts>
      {words.every((text) => text === '') && (
        <Typography textColor="neutral600" tag="p">
          {t('posts.noWords')}
        </Typography>
      )}
      {isPasted && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('posts.notCarried')}
        </Typography>
      )}
    </Card>
  );
};
