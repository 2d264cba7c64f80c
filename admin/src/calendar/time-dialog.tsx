import { Box, Button, Flex, Modal } from '@strapi/design-system';
import { type FormEvent, useState } from 'react';

import { type AccountView } from '../../../contracts/accounts';
import { type PostSummary } from '../../../contracts/posts';
import { type TikTokProblem } from '../api';
import { Problem } from '../components/problem';
import { instantOf, type When, whenProblem } from '../composer/model/when';
import { DateTimeFields } from '../composer/fields/date-time-fields';
import { ToldNote, type Told, useTold } from '../posts/use-told';
import { useTexts } from '../translations';
import { useNow } from '../utils/use-now';

/** What the dialog opens with, on the wall of the calendar's zone; empty until chosen. */
export interface AskedTime {
  post: PostSummary;
  date: string;
  time: string;
  /** Why it was not moved there yet. */
  refused?: TikTokProblem;
}

interface TimeDialogProps {
  asked: AskedTime;
  /** The zone that the calendar is shown in. */
  zone: string;
  account: AccountView | undefined;
  /**
   * Moves it; a returned problem is shown and the dialog stays open. One that only asks whether the
   * person knows is gone on with by the next press.
   */
  onMove: (at: string, told: Told) => Promise<TikTokProblem | null>;
  onClose: () => void;
}

/** Another time for a post by its date and time: all that dragging can do, by keyboard. */
export const TimeDialog = ({ asked, zone, account, onMove, onClose }: TimeDialogProps) => {
  const { t } = useTexts();
  const now = useNow();
  const { post, date, time, refused: first = null } = asked;
  const [when, setWhen] = useState<When>({ type: 'at', date, time, picked: null });
  const [isMoving, setIsMoving] = useState(false);
  const [problem, setProblem] = useState<TikTokProblem | null>(first);
  const { told, asked: question, hear } = useTold(first);
  const at = instantOf(when, zone);
  const ready = at !== null && whenProblem(when, zone, now) === null;
  const zones =
    account && account.timeZone !== null
      ? [{ nickname: account.nickname, timeZone: account.timeZone }]
      : [];

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (at === null || !ready) return;
    setIsMoving(true);
    const refused = await onMove(at, told);
    hear(refused);
    setIsMoving(false);
    setProblem(refused);
    if (!refused) onClose();
  };

  return (
    <Modal.Root open onOpenChange={(open: boolean) => !open && !isMoving && onClose()}>
      <Modal.Content>
        <Modal.Header closeLabel={t('common.close')}>
          <Modal.Title>
            {t('calendar.time.title', {
              title: post.title || t('posts.untitled', { id: post.id }),
            })}
          </Modal.Title>
        </Modal.Header>
        <Box tag="form" noValidate onSubmit={(event: FormEvent) => void submit(event)}>
          <Modal.Body>
            <Flex direction="column" alignItems="stretch" gap={4}>
              {problem && <Problem problem={problem} />}
              <ToldNote asked={question} />
              {when.type === 'at' && (
                <DateTimeFields when={when} zone={zone} zones={zones} onChange={setWhen} />
              )}
            </Flex>
          </Modal.Body>
          <Modal.Footer>
            <Modal.Close>
              <Button variant="tertiary" disabled={isMoving}>
                {t('common.cancel')}
              </Button>
            </Modal.Close>
            <Button type="submit" disabled={!ready} loading={isMoving}>
              {t(question ? 'calendar.time.nevertheless' : 'calendar.time.move')}
            </Button>
          </Modal.Footer>
        </Box>
      </Modal.Content>
    </Modal.Root>
  );
};
