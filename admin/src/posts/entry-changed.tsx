import { Button, Flex } from '@strapi/design-system';
import { useRef, useState } from 'react';

import { keepPost, type PostSummary } from '../../../contracts/posts';
import { type TikTokProblem, useTikTokMutation } from '../api';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { LoadedComposer } from './loaded-composer';

interface EntryChangedProps {
  post: Pick<PostSummary, 'id' | 'version' | 'title' | 'entryChanged' | 'actions'>;
}

/** Says that a planned post's entry is no longer what it was made of, and lets the person decide. */
export const EntryChanged = ({ post }: EntryChangedProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const keep = useTikTokMutation(keepPost);
  const [problem, setProblem] = useState<TikTokProblem | null>(null);
  const [isRenewing, setIsRenewing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { id, version, entryChanged, actions } = post;
  // The form stays open while the mark goes away behind it.
  if (!entryChanged && !isRenewing) return null;
  const what = entryChanged?.what ?? [];
  const [only] = what.length === 1 ? what : [];
  const title = post.title || t('posts.untitled', { id });

  const onKeep = async () => {
    const outcome = await keep.run({ params: { id }, body: { version } });
    setProblem(outcome.ok ? null : outcome.problem);
    if (outcome.ok) notify.done(t('posts.changed.kept'));
  };

  return (
    <>
      {problem && <Problem problem={problem} />}
      {entryChanged && (
        <Note
          level="warning"
          remedy={t('posts.changed.remedy')}
          action={
            <Flex gap={2} wrap="wrap">
              {(actions.includes('edit') || actions.includes('approve')) && (
                <Button
                  ref={button}
                  size="S"
                  aria-label={t('posts.changed.updateNamed', { title })}
                  onClick={() => setIsRenewing(true)}
                >
                  {t('posts.changed.update')}
                </Button>
              )}
              {actions.includes('keep') && (
                <Button
                  size="S"
                  variant="tertiary"
                  loading={keep.isRunning}
                  aria-label={t('posts.changed.keepNamed', { title })}
                  onClick={() => void onKeep()}
                >
                  {t('posts.changed.keep')}
                </Button>
              )}
            </Flex>
          }
        >
          {t(`posts.changed.${only ?? 'both'}`)}
        </Note>
      )}
      {isRenewing && (
        <LoadedComposer id={id} renews returnFocus={button} onClose={() => setIsRenewing(false)} />
      )}
    </>
  );
};
