import { Button, Flex, MenuItem, SimpleMenu, Typography } from '@strapi/design-system';
import { useState } from 'react';

import {
  cancelPost,
  type PostAction,
  type PostSummary,
  publishPostNow,
  retryPost,
} from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { ComposeButton } from './compose-button';
import { DeleteDialog } from './delete-dialog';
import { DuplicateDialog } from './duplicate-dialog';
import { RescheduleDialog } from './reschedule-dialog';
import { ResolveDialog } from './resolve-dialog';
import { ReturnDialog } from './return-dialog';
import { useRestore } from './use-restore';
import { ToldNote, useTold } from './use-told';

/** The calls that need no more than a yes. */
const CALLS = { publish_now: publishPostNow, retry: retryPost, cancel: cancelPost } as const;
type Simple = keyof typeof CALLS;

interface AskProps {
  post: PostSummary;
  action: Simple;
  onClose: () => void;
}

const Ask = ({ post, action, onClose }: AskProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(CALLS[action]);
  const [{ id, version }] = useState(post);
  const { told, asked, hear } = useTold();
  const onConfirm = async () => {
    const outcome = await run({
      params: { id },
      body: { version, ...told },
    });
    hear(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return outcome.problem;
    notify.done(t(`posts.action.${action}.done`));
    return null;
  };
  return (
    <Confirm
      title={t(`posts.action.${action}.title`)}
      confirmLabel={t(asked ? 'posts.action.nevertheless' : `posts.action.${action}`)}
      closeLabel={action === 'cancel' ? t('posts.action.cancel.keep') : undefined}
      variant={action === 'cancel' ? 'danger' : 'default'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t(`posts.action.${action}.what`)}</Typography>
      <ToldNote asked={asked} />
    </Confirm>
  );
};

/** These open the form. */
const COMPOSED = ['edit', 'approve'] as const satisfies PostAction[];

/** In the order they stand in. */
const SHOWN = [
  'return',
  'resolve',
  'publish_now',
  'retry',
  'reschedule',
  'duplicate',
  'cancel',
  'delete',
] as const satisfies PostAction[];
type Shown = (typeof SHOWN)[number];

const DIALOGS = {
  resolve: ResolveDialog,
  return: ReturnDialog,
  reschedule: RescheduleDialog,
  duplicate: DuplicateDialog,
  delete: DeleteDialog,
} as const;

const isSimple = (action: Shown): action is Simple => action in CALLS;

/** The dialog of an action. Mount it to open it. */
export const PostActionDialog = ({
  post,
  action,
  onClose,
}: Omit<AskProps, 'action'> & { action: Shown }) => {
  if (isSimple(action)) return <Ask post={post} action={action} onClose={onClose} />;
  const Dialog = DIALOGS[action];
  return <Dialog post={post} onClose={onClose} />;
};

/**
 * What the server says the signed-in person may do with the post as it is now: the one thing that it
 * waits for as a button, the rest in a menu.
 */
export const PostActions = ({ post }: { post: PostSummary }) => {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Shown | null>(null);
  const offered = SHOWN.filter((action) => post.actions.includes(action));
  const close = () => setAsked(null);
  const isComposed = COMPOSED.some((action) => post.actions.includes(action));
  const isLed = isComposed || post.actions.includes('restore');
  const main = isLed ? undefined : offered[0];
  const rest = offered.filter((action) => action !== main);
  const { restore, isRunning } = useRestore();
  return (
    <Flex gap={2} wrap="wrap">
      {post.actions.includes('restore') && (
        <Button variant="secondary" loading={isRunning} onClick={() => void restore(post)}>
          {t('posts.action.restore')}
        </Button>
      )}
      <ComposeButton post={post} />
      {main !== undefined && (
        <Button
          variant={main === 'cancel' ? 'danger-light' : 'secondary'}
          onClick={() => setAsked(main)}
        >
          {t(`posts.action.${main}`)}
        </Button>
      )}
      {rest.length > 0 && (
        <SimpleMenu variant="tertiary" label={t('posts.actions.more')}>
          {rest.map((action) => (
            <MenuItem
              key={action}
              variant={action === 'cancel' || action === 'delete' ? 'danger' : undefined}
              onSelect={() => setAsked(action)}
            >
              {t(`posts.action.${action}`)}
            </MenuItem>
          ))}
        </SimpleMenu>
      )}
      {asked !== null && (
        <PostActionDialog key={asked} post={post} action={asked} onClose={close} />
      )}
    </Flex>
  );
};
