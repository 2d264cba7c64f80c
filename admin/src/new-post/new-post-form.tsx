import { EmptyStateLayout } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';

import { listAccounts } from '../../../contracts/accounts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { FormWithAccounts } from '../composer/composer-modal';
import { PickButton } from '../composer/media/pick-button';
import { type Subject } from '../composer/model/subject';
import { type Kept } from '../composer/use-composer';
import { useTexts } from '../translations';
import { useLeaveGuard } from './use-leave-guard';

/** Any video or pictures of the Media Library, without an entry. */
export const NewPostForm = () => {
  const { t } = useTexts();
  const navigate = useNavigate();
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
                  posts.length === 1 && posts[0]
                    ? `/plugins/tiktok/posts/${posts[0].id}`
                    : '/plugins/tiktok',
                )
              }
            />
          ) : (
            <EmptyStateLayout
              content={t('composer.pick.why')}
              action={
                <PickButton
                  onPick={({ media, shareTypes: site }) =>
                    setSubject({ source: null, title: '', media, site, post: null })
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
