import { Button, Flex, Modal, Typography } from '@strapi/design-system';
import { Calendar } from '@strapi/icons';
import { useState } from 'react';

import { createFeed, deleteFeed, getFeed } from '../../../contracts/plan';
import { type TikTokProblem, useTikTokMutation, useTikTokQuery } from '../api';
import { CopyField } from '../components/copy';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';

/** Makes and revokes the secret address; it is shown only right after it was made. */
const FeedDialog = ({ onClose }: { onClose: () => void }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const read = useTikTokQuery(getFeed, {}, { fresh: true });
  const make = useTikTokMutation(createFeed);
  const revoke = useTikTokMutation(deleteFeed);
  const [url, setUrl] = useState<string | null>(null);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);

  const onMake = async () => {
    const outcome = await make.run({});
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) setUrl(outcome.data.url);
  };
  const onRevoke = async () => {
    const outcome = await revoke.run({});
    setProblem(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return;
    setUrl(null);
    notify.done(t('plan.feed.revoked'));
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>{t('plan.feed.title')}</Modal.Title>
        </Modal.Header>
        <Modal.Body>
          <Flex direction="column" alignItems="stretch" gap={4}>
            {problem && <Problem problem={problem} />}
            <Typography tag="p">{t('plan.feed.what')}</Typography>
            {url !== null && (
              <>
                <Note level="warning" announce>
                  {t('plan.feed.once')}
                </Note>
                <CopyField label={t('plan.feed.url')} value={url} />
              </>
            )}
            <Loaded read={read}>
              {({ createdAt }) => (
                <>
                  <Typography tag="p" textColor="neutral600">
                    {createdAt === null
                      ? t('plan.feed.none')
                      : t('plan.feed.since', { time: dateTime(createdAt) })}
                  </Typography>
                  <Flex gap={2} wrap="wrap">
                    <Button
                      variant={createdAt === null ? 'default' : 'secondary'}
                      loading={make.isRunning}
                      onClick={() => void onMake()}
                    >
                      {t(createdAt === null ? 'plan.feed.make' : 'plan.feed.makeAnother')}
                    </Button>
                    {createdAt !== null && (
                      <Button
                        variant="danger-light"
                        loading={revoke.isRunning}
                        onClick={() => void onRevoke()}
                      >
                        {t('plan.feed.revoke')}
                      </Button>
                    )}
                  </Flex>
                </>
              )}
            </Loaded>
          </Flex>
        </Modal.Body>
        <Modal.Footer>
          <Modal.Close>
            <Button variant="tertiary">{t('common.close')}</Button>
          </Modal.Close>
        </Modal.Footer>
      </Modal.Content>
    </Modal.Root>
  );
};

/** The calendar in other programs. Needs the texts of `plan`. */
export const FeedButton = () => {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="tertiary" startIcon={<Calendar />} onClick={() => setOpen(true)}>
        {t('plan.feed')}
      </Button>
      {open && <FeedDialog onClose={() => setOpen(false)} />}
    </>
  );
};
