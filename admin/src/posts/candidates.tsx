import { Flex, Radio, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { type PostCandidate } from '../../../contracts/posts';
import { useTexts } from '../translations';

interface CandidatesProps {
  candidates: readonly PostCandidate[];
  /** The address that stands in the field. */
  chosen: string;
  onChoose: (link: string) => void;
}

/** What TikTok's list shows that may be the post; choosing one fills in its address. */
export const Candidates = ({ candidates, chosen, onChoose }: CandidatesProps) => {
  const { t, dateTime } = useTexts();
  const id = useId();
  if (candidates.length === 0) return null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" id={id}>
        {t('posts.resolve.candidates')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={candidates.some(({ link }) => link === chosen) ? chosen : ''}
        onValueChange={onChoose}
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {candidates.map(({ postId, link, caption, createdAt }) => (
            <Radio.Item key={postId} value={link}>
              {t('posts.resolve.candidate', {
                caption: caption || link,
                time: dateTime(createdAt),
              })}
            </Radio.Item>
          ))}
          <Radio.Item value="">{t('posts.resolve.candidate.other')}</Radio.Item>
        </Flex>
      </Radio.Group>
    </Flex>
  );
};
