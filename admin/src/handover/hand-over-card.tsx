import { Button, Flex, Typography } from '@strapi/design-system';
import { useState } from 'react';

import {
  createHandover,
  createPreviewLink,
  listLinks,
  type NewLink,
} from '../../../contracts/handover';
import { type PostView } from '../../../contracts/posts';
import { type Outcome, useTikTokMutation, useTikTokQuery } from '../api';
import { Card } from '../components/card';
import { CopyField } from '../components/copy';
import { Loaded } from '../components/loaded';
import { useTexts } from '../translations';
import { useReadOut } from '../utils/read-out';
import { useMay } from '../utils/use-may';
import { useNotify } from '../utils/use-notify';
import { LinkList } from './link-list';
import { QrCode } from './qr-code';

/** A link that was just made. Its address is nowhere to be had again. */
const MadeLink = ({ link }: { link: NewLink }) => {
  const { t, dateTime } = useTexts();
  const hint = t('handover.once', { time: dateTime(link.expiresAt) });
  useReadOut(`${t(`handover.kind.${link.kind}`)}. ${hint}`, 'at once');
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {link.kind === 'handover' && <QrCode text={link.url} label={t('handover.qr')} />}
      <CopyField label={t(`handover.kind.${link.kind}`)} value={link.url} hint={hint} />
    </Flex>
  );
};

/** The creator's hand-over link with its QR code, preview links, and the links that work. */
export const HandOverCard = ({ post }: { post: PostView }) => {
  const { t } = useTexts();
  const notify = useNotify();
  const mayCompose = useMay('composePosts');
  const args = { params: { id: post.id } };
  const read = useTikTokQuery(listLinks, args);
  const handOver = useTikTokMutation(createHandover);
  const preview = useTikTokMutation(createPreviewLink);
  const [made, setMade] = useState<NewLink | null>(null);
  const inbox = post.shareType === 'inbox';
  const shown = made && read.data?.links.some(({ id }) => id === made.id) ? made : null;

  const show = (outcome: Outcome<{ link: NewLink }>) => {
    if (outcome.ok) setMade(outcome.data.link);
    else notify.failed(outcome.problem);
  };

  return (
    <Card
      title={t('handover.title')}
      description={t(inbox ? 'handover.description.inbox' : 'handover.description')}
    >
      {inbox && post.kind === 'video' && post.content.caption !== '' && (
        <CopyField label={t('handover.caption')} value={post.content.caption} />
      )}
      {shown && <MadeLink link={shown} />}
      {mayCompose && (
        <Flex gap={2} wrap="wrap">
          {inbox && (
            <Button
              variant="secondary"
              loading={handOver.isRunning}
              onClick={() => void handOver.run(args).then(show)}
            >
              {t('handover.make.handover')}
            </Button>
          )}
          <Button
            variant="tertiary"
            loading={preview.isRunning}
            onClick={() => void preview.run({ ...args, body: {} }).then(show)}
          >
            {t('handover.make.preview')}
          </Button>
        </Flex>
      )}
      <Loaded read={read}>
        {({ links }) =>
          links.length === 0 ? (
            <Typography variant="pi" textColor="neutral600" tag="p">
              {t('handover.none')}
            </Typography>
          ) : (
            <LinkList postId={post.id} links={links} mayRevoke={mayCompose} />
          )
        }
      </Loaded>
    </Card>
  );
};
