import { EmptyStateLayout } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { FormWithAccounts } from '../composer/composer-modal';
import { PickButton } from '../composer/media/pick-button';
import { type Subject } from '../composer/model/subject';
import { editorZone } from '../composer/model/wall-time';
import { type Kept } from '../composer/use-composer';
import { useTexts } from '../translations';
import { cameFrom, readBegins } from './begins';
import { useLeaveGuard } from './use-leave-guard';

/**
 * Any video or pictures of the Media Library, without an entry. Begun from the calendar it has the time
 * and the account of the place, and leads back there.
 */
export const NewPostForm = () => {
  const { t } = useTexts();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const back = cameFrom(useLocation().state);
  const [begins] = useState(() => readBegins(search, editorZone()));
  const accounts = useTikTokQuery(listAccounts, {}, { fresh: true });
  const [subject, setSubject] = useState<Subject | null>(null);
  const [memory] = useState<{ kept: Kept | null }>({ kept: null });
  const guard = useMemo(() => ({ isTouched: false, isSending: false }), []);
  const question = useLeaveGuard(guard);
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
                  back ??
                    (posts.length === 1 && posts[0]
                      ? `/plugins/tiktok/posts/${posts[0].id}`
                      : '/plugins/tiktok'),
                )
              }
            />
          ) : (
            <EmptyStateLayout
              content={t('composer.pick.why')}
              action={
                <PickButton
                  onPick={({ media, shareTypes: site }) =>
                    setSubject({
                      source: null,
                      title: '',
                      media,
                      site,
                      post: null,
                      ...(begins && { begins }),
                    })
                  }
                />
              }
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
