import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import {
  cancelPost,
  type PostAction,
  type PostView,
  publishPostNow,
  retryPost,
} from '../../../contracts/posts';
import { useTikTokMutation } from '../api';
import { Confirm } from '../components/confirm';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { ResolveDialog } from './resolve-dialog';

/** The calls that need no more than a yes. */
const CALLS = { publish_now: publishPostNow, retry: retryPost, cancel: cancelPost } as const;
type Simple = keyof typeof CALLS;

interface AskProps {
  post: PostView;
  action: Simple;
  onClose: () => void;
}

const Ask = ({ post, action, onClose }: AskProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const { run } = useTikTokMutation(CALLS[action]);
  const [{ id, version }] = useState(post);
  const onConfirm = async () => {
    const outcome = await run({ params: { id }, body: { version } });
    if (!outcome.ok) return outcome.problem;
    notify.done(t(`posts.action.${action}.done`));
    return null;
  };
  return (
    <Confirm
      title={t(`posts.action.${action}.title`)}
      confirmLabel={t(`posts.action.${action}`)}
      variant={action === 'cancel' ? 'danger' : 'default'}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t(`posts.action.${action}.what`)}</Typography>
    </Confirm>
  );
};

/** In the order they stand in; `edit` and `reschedule` have no call of their own. */
const SHOWN = ['resolve', 'publish_now', 'retry', 'cancel'] as const satisfies PostAction[];
type Shown = (typeof SHOWN)[number];

/** What the server says the signed-in person may do with the post as it is now. */
export const PostActions = ({ post }: { post: PostView }) => {
  const { t } = useTexts();
  const [asked, setAsked] = useState<Shown | null>(null);
  const offered = SHOWN.filter((action) => post.actions.includes(action));
  const close = () => setAsked(null);
  return (
    <Flex gap={2} wrap="wrap">
      {offered.map((action) => (
        <Button
          key={action}
          variant={action === 'cancel' ? 'danger-light' : 'secondary'}
          onClick={() => setAsked(action)}
        >
          {t(`posts.action.${action}`)}
        </Button>
      ))}
      {asked === 'resolve' && <ResolveDialog post={post} onClose={close} />}
      {asked !== null && asked !== 'resolve' && (
        <Ask key={asked} post={post} action={asked} onClose={close} />
      )}
    </Flex>
  );
};
