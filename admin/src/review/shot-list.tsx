import { Box, Checkbox, Flex, Typography } from '@strapi/design-system';
import { useId } from 'react';

import { type Shot } from '../../../contracts/review-view';
import { useTexts } from '../translations';
import { BY_HAND } from './rehearsal-cues';
import { rehearsal } from './rehearsal-store';

const ShotRow = ({ shot, ticked }: { shot: Shot; ticked: boolean }) => {
  const { t } = useTexts();
  const id = useId();
  const { cue, title, show, scopes, points } = shot;
  const place = BY_HAND.get(cue);
  const proves = [
    ...scopes,
    ...points.map((point) => t('review.shot.point', { point })),
    ...(place ? [t(`review.shot.byHand.${place}`)] : []),
  ];
  return (
    <li data-cue={cue} data-ticked={ticked}>
      <Checkbox
        checked={ticked}
        aria-describedby={id}
        onCheckedChange={() => rehearsal.toggle(cue)}
      >
        {title}
      </Checkbox>
      <Box paddingLeft={7} id={id}>
        <Typography variant="pi" textColor="neutral600" tag="p">
          {show}
        </Typography>
        {proves.length > 0 && (
          <Typography variant="pi" textColor="neutral600" tag="p">
            {proves.join(' · ')}
          </Typography>
        )}
      </Box>
    </li>
  );
};

interface ShotListProps {
  shots: readonly Shot[];
  ticked: ReadonlySet<Shot['cue']>;
}

/** The scenes in the order reviewers ask for; each can be ticked by hand as well. */
export const ShotList = ({ shots, ticked }: ShotListProps) => (
  <Flex tag="ol" direction="column" alignItems="stretch" gap={3} padding={0}>
    {shots.map((shot) => (
      <ShotRow key={shot.cue} shot={shot} ticked={ticked.has(shot.cue)} />
    ))}
  </Flex>
);
