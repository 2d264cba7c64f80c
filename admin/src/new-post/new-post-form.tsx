import { Button, EmptyStateLayout, Flex } from '@strapi/design-system';
import { Images } from '@strapi/icons';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { openComposerMedia } from '../../../contracts/composer';
import { type MediaItem } from '../../../contracts/media';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { FormWithAccounts } from '../composer/composer-modal';
import { type Subject } from '../composer/subject';
import { type Kept } from '../composer/use-composer';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { MediaPicker } from './media-picker';
import { useLeaveGuard } from './use-leave-guard';

/** Reads what was picked; null where it could not be read, which is said. */
const usePicked = () => {
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(openComposerMedia);
  return {
    isReading: isRunning,
    read: async (assetIds: number[]) => {
      const outcome = await run({ body: { assetIds } });
      if (outcome.ok) return outcome.data;
      notify.failed(outcome.problem);
      return null;
    },
  };
};

interface MoreMediaProps {
  isReading: boolean;
  onPick: (assetIds: number[]) => void;
}

const PickButton = ({ isReading, onPick }: MoreMediaProps) => {
  const { t } = useTexts();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Flex>
      <Button
        variant="secondary"
        startIcon={<Images />}
        loading={isReading}
        onClick={() => setIsOpen(true)}
      >
        {t('composer.pick')}
      </Button>
      {isOpen && <MediaPicker onPick={onPick} onClose={() => setIsOpen(false)} />}
    </Flex>
  );
};

/** Any video or pictures of the Media Library, without an entry. */
export const NewPostForm = () => {
  const { t } = useTexts();
  const navigate = useNavigate();
  const accounts = useTikTokQuery(listAccounts, {}, { fresh: true });
  const [subject, setSubject] = useState<Subject | null>(null);
  const [memory] = useState<{ kept: Kept | null }>({ kept: null });
  const guard = useMemo(() => ({ isTouched: false, isSending: false }), []);
  const question = useLeaveGuard(guard);
  const { read, isReading } = usePicked();

  const begin = async (assetIds: number[]) => {
    const picked = await read(assetIds);
    if (!picked) return;
    setSubject({
      source: null,
      title: '',
      media: picked.media,
      site: picked.shareTypes,
      post: null,
    });
  };
  const addTo = async (assetIds: number[], add: (media: readonly MediaItem[]) => void) => {
    const picked = await read(assetIds);
    if (picked) add(picked.media);
  };

  return (
    <>
      <Loaded read={accounts}>
        {({ accounts: known }) =>
          subject ? (
            <FormWithAccounts
              subject={subject}
              accounts={known}
              memory={memory}
              guard={guard}
              place="page"
              onDone={(posts) =>
                navigate(
                  posts.length === 1 && posts[0]
                    ? `/plugins/tiktok/posts/${posts[0].id}`
                    : '/plugins/tiktok',
                )
              }
              moreMedia={(add) => (
                <PickButton isReading={isReading} onPick={(ids) => void addTo(ids, add)} />
              )}
            />
          ) : (
            <EmptyStateLayout
              content={t('composer.pick.why')}
              action={<PickButton isReading={isReading} onPick={(ids) => void begin(ids)} />}
              hasRadius
              shadow="tableShadow"
            />
          )
        }
      </Loaded>
      {question}
    </>
  );
};
