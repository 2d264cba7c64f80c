import { type RefObject, useMemo, useState } from 'react';

import { getEntry, openComposerMedia } from '../../../contracts/composer';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type EntrySource, type PostView } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { Loaded } from '../components/loaded';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { Texts, useTexts } from '../translations';
import { ComposerModal } from './composer-modal';
import { type Subject } from './model/subject';
import { wordsOf } from './model/suggested';
import { type Kept } from './use-composer';
import { useCall } from './use-call';

const SUBJECTS = ['composer', 'posts'] as const;

interface PostComposerProps {
  /** As it was read last; edited from this version on. */
  post: PostView;
  /** True: it opens with what the entry of the post holds now. */
  renews?: boolean;
  /** Gets the focus when the form closes. */
  returnFocus: RefObject<HTMLElement>;
  onClose: () => void;
}

interface Material {
  subject: Subject | null;
  /** Files of the post that cannot be chosen any more, by name. */
  lost: string[];
  /** The version of the entry that it was made from does not exist any more. */
  entryIsGone: boolean;
}

type Media = ResponseOf<typeof openComposerMedia>;

/** What the post can be made of now: its entry's files, or its own where there is no entry. */
const materialOf = (
  post: PostView,
  entry: ResponseOf<typeof getEntry> | undefined,
  entryIsGone: boolean,
  own: Media | undefined,
  renews: boolean,
): Material => {
  const media = entry?.media ?? own?.media;
  const site = entry?.shareTypes ?? own?.shareTypes;
  if (!media || !site) return { subject: null, lost: [], entryIsGone };
  const there = new Set(media.map(({ assetId }) => assetId));
  return {
    subject: {
      source: entry ? post.source : null,
      title: entry?.title ?? post.title,
      media,
      site,
      post,
      ...(renews && entry
        ? {
            renew: post.entryChanged?.what ?? ['text'],
            ...(entry.suggested && { suggested: wordsOf(entry.suggested) }),
          }
        : {}),
    },
    lost: post.media.filter(({ assetId }) => !there.has(assetId)).map(({ name }) => name),
    entryIsGone,
  };
};

const NO_ENTRY: EntrySource = { uid: '-', documentId: '-', locale: null, status: 'draft' };

const EditForm = ({ post: given, renews = false, returnFocus, onClose }: PostComposerProps) => {
  const { t, said } = useTexts();
  // The post as it was when the form opened: a poll in the background must not exchange it.
  const [post] = useState(given);
  const [memory] = useState<{ kept: Kept | null }>({ kept: null });
  const { uid, documentId, locale, status } = post.source ?? NO_ENTRY;
  const entry = useTikTokQuery(
    getEntry,
    { params: { uid, documentId }, query: { locale: locale ?? undefined, status } },
    { skip: post.source === null, fresh: true },
  );
  const entryIsGone = entry.problem?.status === 404;
  const assetIds = useMemo(() => [...new Set(post.media.map(({ assetId }) => assetId))], [post]);
  const own = useCall(
    openComposerMedia,
    useMemo(() => ({ body: { assetIds } }), [assetIds]),
    post.source !== null && !entryIsGone,
  );
  const { subject, lost } = materialOf(post, entry.data, entryIsGone, own.data, renews);
  const approves = post.state === 'awaiting_approval' && post.actions.includes('approve');

  const heading = renews
    ? 'composer.heading.renew'
    : approves
      ? 'composer.heading.approve'
      : 'composer.heading.edit';

  return (
    <ComposerModal
      title={t(heading)}
      subject={subject}
      memory={memory}
      returnFocus={returnFocus}
      onClose={onClose}
      waiting={
        entry.problem && !entryIsGone ? (
          <Problem problem={entry.problem} onRetry={entry.reload} />
        ) : (
          <Loaded read={own}>{() => null}</Loaded>
        )
      }
      notice={
        <>
          {renews && <Note level="info">{t('composer.renewed')}</Note>}
          {post.reason && (
            <Note level="warning" remedy={post.reason.remedy && said(post.reason.remedy)}>
              {said(post.reason.message)}
            </Note>
          )}
          {post.consent && <Note level="info">{t('composer.edit.voids')}</Note>}
          {entryIsGone && <Note level="warning">{t('composer.edit.entryGone')}</Note>}
          {lost.length > 0 && (
            <Note level="warning">{t('composer.edit.lost', { names: lost.join(', ') })}</Note>
          )}
        </>
      }
    />
  );
};

/**
 * The form for a post that exists: a draft, one to approve, one to confirm again. Opens with its
 * values; whatever was agreed before is void once it is sent. Loaded when opened; mount it to open it.
 */
const PostComposer = (props: PostComposerProps) => (
  <Texts subjects={SUBJECTS} loading={null}>
    <EditForm {...props} />
  </Texts>
);

export default PostComposer;
