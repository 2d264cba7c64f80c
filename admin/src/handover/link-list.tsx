import { Box, Button, Flex, Typography } from '@strapi/design-system';

import { type LiveLink, revokeLink } from '../../../contracts/handover';
import { useTikTokMutation } from '../api';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

interface LinkListProps {
  postId: number;
  links: readonly LiveLink[];
  mayRevoke: boolean;
}

/** The links of a post that work, each with a way to end it. */
export const LinkList = ({ postId, links, mayRevoke }: LinkListProps) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const revoke = useTikTokMutation(revokeLink);

  const end = async (linkId: number) => {
    const outcome = await revoke.run({ params: { id: postId, linkId } });
    if (outcome.ok) notify.done(t('handover.revoked'));
    else notify.failed(outcome.problem);
  };

  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      <Typography variant="pi" fontWeight="bold" textColor="neutral800" tag="h3">
        {t('handover.live')}
      </Typography>
      <Flex tag="ul" direction="column" alignItems="stretch" gap={3} padding={0}>
        {links.map(({ id, kind, createdAt, createdBy, expiresAt }) => {
          const made = dateTime(createdAt);
          return (
            <Flex key={id} tag="li" justifyContent="space-between" gap={3} wrap="wrap">
              <Box minWidth={0}>
                <Typography tag="p">{t(`handover.kind.${kind}`)}</Typography>
                <Typography variant="pi" textColor="neutral600" tag="p">
                  {createdBy === null
                    ? t('handover.madeByReminder', { time: made })
                    : t('handover.madeBy', { time: made, name: createdBy })}
                </Typography>
                <Typography variant="pi" textColor="neutral600" tag="p">
                  {t('handover.until', { time: dateTime(expiresAt) })}
                </Typography>
              </Box>
              {mayRevoke && (
                <Button
                  size="S"
                  variant="danger-light"
                  disabled={revoke.isRunning}
                  aria-label={t('handover.revoke.named', {
                    kind: t(`handover.kind.${kind}`),
                    time: made,
                  })}
                  onClick={() => void end(id)}
                >
                  {t('handover.revoke')}
                </Button>
              )}
            </Flex>
          );
        })}
      </Flex>
    </Flex>
  );
};
