import { Field, Flex, Radio, TextInput, Typography } from '@strapi/design-system';
import { useId, useState } from 'react';

import { type CallOf } from '../../../contracts/endpoint';
import { getPost, type PostSummary, resolvePost } from '../../../contracts/posts';
import { useTikTokMutation, useTikTokQuery } from '../api';
import { Confirm } from '../components/confirm';
import { Note } from '../components/note';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { Candidates } from './candidates';
import { isTikTokAddress } from './tiktok-address';
import { ToldNote, useTold } from './use-told';

type Verdict = CallOf<typeof resolvePost>['body']['verdict'];

const VERDICTS: readonly Verdict[] = ['live', 'not_live_send_again', 'not_live_give_up'];

interface ResolveDialogProps {
  post: Pick<PostSummary, 'id' | 'version'>;
  onClose: () => void;
}

/** A person says what became of a post whose answer was lost: nothing is assumed, nothing preselected. */
export const ResolveDialog = ({ post, onClose }: ResolveDialogProps) => {
  const { t } = useTexts();
  const notify = useNotify();
  const id = useId();
  const { run } = useTikTokMutation(resolvePost);
  const [{ id: postId, version }] = useState(post);
  const { data } = useTikTokQuery(getPost, { params: { id: postId } });
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [link, setLink] = useState('');
  const { told, asked, hear } = useTold();
  const isWrong = verdict === 'live' && link !== '' && !isTikTokAddress(link);

  const onConfirm = async () => {
    if (verdict === null) return null;
    const outcome = await run({
      params: { id: postId },
      body: {
        version,
        verdict,
        ...(verdict === 'live' && link !== '' ? { link } : {}),
        ...(told.knownRepeats ? { knownRepeats: told.knownRepeats } : {}),
      },
    });
    hear(outcome.ok ? null : outcome.problem);
    if (!outcome.ok) return outcome.problem;
    notify.done(t(`posts.resolve.what.${verdict}`));
    return null;
  };

  return (
    <Confirm
      title={t('posts.resolve.title')}
      confirmLabel={t(asked ? 'posts.action.nevertheless' : 'posts.resolve.confirm')}
      variant="default"
      ready={verdict !== null && !isWrong}
      onConfirm={onConfirm}
      onClose={onClose}
    >
      <Typography>{t('posts.resolve.why')}</Typography>
      <Typography variant="pi" fontWeight="bold" id={id}>
        {t('posts.resolve.verdict')}
      </Typography>
      <Radio.Group
        aria-labelledby={id}
        value={verdict ?? ''}
        onValueChange={(value: string) =>
          setVerdict(VERDICTS.find((known) => known === value) ?? null)
        }
      >
        <Flex direction="column" alignItems="stretch" gap={2}>
          {VERDICTS.map((known) => (
            <Radio.Item key={known} value={known}>
              {t(`posts.resolve.${known}`)}
            </Radio.Item>
          ))}
        </Flex>
      </Radio.Group>
      {verdict !== null && (
        <Note level={verdict === 'not_live_send_again' ? 'warning' : 'info'} announce>
          {t(`posts.resolve.what.${verdict}`)}
          {verdict === 'not_live_send_again' && ` ${t('posts.resolve.sendAgain.warning')}`}
        </Note>
      )}
      <ToldNote asked={asked} />
      {verdict === 'live' && (
        <Candidates candidates={data?.post.candidates ?? []} chosen={link} onChoose={setLink} />
      )}
      {verdict === 'live' && (
        <Field.Root name="link" error={isWrong ? t('posts.resolve.link.wrong') : undefined}>
          <Field.Label>{t('posts.resolve.link')}</Field.Label>
          <TextInput
            type="url"
            value={link}
            onChange={(event: React.ChangeEvent<HTMLInputElement>) =>
              setLink(event.target.value.trim())
            }
          />
          <Field.Error />
        </Field.Root>
      )}
    </Confirm>
  );
};
