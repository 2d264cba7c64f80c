import { Button, Flex, Link } from '@strapi/design-system';
import { Play } from '@strapi/icons';
import { useIntl } from 'react-intl';
import { NavLink } from 'react-router-dom';
import { useTheme } from 'styled-components';

import { type ReviewView } from '../../../contracts/review-view';
import { Card } from '../components/card';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { mountRehearsal } from './rehearsal-mount';
import { rehearsal, useRehearsal } from './rehearsal-store';
import { ShotList } from './shot-list';
import { Quiet } from './texts';

/** The shot list of the demo video, and its rehearsal beside the real form. */
export const RehearsalCard = ({ shots }: Pick<ReviewView, 'shots'>) => {
  const { t } = useTexts();
  const intl = useIntl();
  const theme = useTheme();
  const { ticked, isOpen } = useRehearsal();
  const start = () => {
    mountRehearsal(intl, theme);
    rehearsal.open(shots);
  };
  return (
    <Card title={t('review.shots')} description={t('review.shots.what')}>
      <Flex gap={3} wrap="wrap">
        <Button startIcon={<Play />} disabled={isOpen} onClick={start}>
          {t('review.rehearsal.start')}
        </Button>
        <Button variant="tertiary" disabled={ticked.size === 0} onClick={rehearsal.reset}>
          {t('review.rehearsal.reset')}
        </Button>
      </Flex>
      <Quiet>{t('review.rehearsal.what')}</Quiet>
      {isOpen && (
        <Note
          level="info"
          announce
          action={
            <Flex gap={4} wrap="wrap">
              <Link tag={NavLink} to="/settings/tiktok/accounts">
                {t('review.rehearsal.accounts')}
              </Link>
              <Link tag={NavLink} to="/plugins/tiktok/new">
                {t('review.rehearsal.form')}
              </Link>
            </Flex>
          }
        >
          {t('review.rehearsal.isOpen')}
        </Note>
      )}
      <ShotList shots={shots} ticked={ticked} />
    </Card>
  );
};
