import { Flex, Link, ProgressBar, Typography } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { PublishButton } from '../composer/sending/publish-button';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { type Press } from '../composer/model/composed-post';

interface PressBarProps {
  press: Press;
  /** Rows still to be sent. */
  count: number;
  isLater: boolean;
  /** Why the button is off; null when it is on. */
  why: string | null;
  progress: { sent: number; total: number } | null;
  /** Rows that were refused or got no answer at the last press. */
  failed: number;
  done: number;
  onPress: () => void;
}

/** The one press for all rows; nothing leaves before it. */
export const PressBar = ({
  press,
  count,
  isLater,
  why,
  progress,
  failed,
  done,
  onPress,
}: PressBarProps) => {
  const { t } = useTexts();
  const told = progress
    ? t('bulk.progress', { sent: progress.sent + 1, total: progress.total })
    : t('bulk.result', { done, failed });
  const isTold = progress !== null || done + failed > 0;
  useReadOut(isTold ? told : null);
  const label = press === 'approval' ? 'bulk.press.approval' : 'bulk.press.publish';
  return (
    <Flex
      tag="section"
      aria-label={t('bulk.press')}
      direction="column"
      alignItems="stretch"
      gap={3}
      background="neutral0"
      padding={{ initial: 4, medium: 6 }}
      shadow="tableShadow"
      hasRadius
    >
      <Typography tag="p">
        {t(press === 'approval' ? 'bulk.press.approvalWhat' : 'bulk.press.what')}
      </Typography>
      {isTold && (
        <Flex direction="column" alignItems="stretch" gap={2}>
          <Typography>{told}</Typography>
          {progress && (
            <ProgressBar
              value={Math.round((progress.sent / progress.total) * 100)}
              aria-label={t('bulk.progress.label')}
            />
          )}
          {!progress && done > 0 && (
            <Link tag={NavLink} to="/plugins/tiktok/calendar">
              {t('bulk.toCalendar')}
            </Link>
          )}
        </Flex>
      )}
      {count > 0 && (
        <Flex justifyContent="flex-end">
          <PublishButton
            label={t(press === 'publish' && isLater ? 'bulk.press.schedule' : label, { count })}
            why={why}
            remedy={null}
            isSending={progress !== null}
            onPress={onPress}
          />
        </Flex>
      )}
    </Flex>
  );
};
