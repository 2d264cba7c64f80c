import { Box, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { type MediaItem } from '../../../contracts/media';
import { type PostView } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { Conflict } from './conflict';
import { CoverField } from './cover-field';
import { useDone } from './done';
import { Footer } from './footer';
import { chosenMedia } from './parts';
import { PhonePreview } from './phone-preview';
import { PostFields } from './post-fields';
import { type Place, Shell } from './shell';
import { type Subject } from './subject';
import { type Kept, useComposer } from './use-composer';
import { type Press } from './composed-post';
import { postTimeOf } from './when';

/** Form and phone side by side where there is room, else one below the other. */
const Columns = styled(Box)`
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: ${({ theme }) => theme.spaces[6]};

  ${({ theme }) => theme.breakpoints.medium} {
    grid-template-columns: minmax(0, 1fr) 24rem;
  }
`;

export interface ComposerFormProps {
  subject: Subject;
  /** Only those that can take a post; at least one. */
  accounts: readonly AccountView[];
  /** Where what is typed is kept. */
  memory: { kept: Kept | null };
  /** What is looked at before the form is left. */
  guard: { isTouched: boolean; isSending: boolean };
  place: Place;
  askToClose?: () => void;
  /** Everything has gone, or is kept. */
  onDone: (posts: readonly PostView[]) => void;
  /** Above the form, such as what is missing of the post. */
  notice?: ReactNode;
  /** Adds further files, where they do not come from an entry. */
  moreMedia?: (add: (media: readonly MediaItem[]) => void) => ReactNode;
}

const SubjectLine = ({ subject: { source, title } }: Pick<ComposerFormProps, 'subject'>) => {
  const { t } = useTexts();
  if (!source || title === '') return null;
  return (
    <Typography textColor="neutral600" tag="p">
      {t(`composer.ofEntry.${source.status}`, { title })}
    </Typography>
  );
};

/** The form itself, once account and files are known. */
export const ComposerForm = ({
  subject,
  accounts,
  memory,
  guard,
  place,
  askToClose,
  onDone,
  notice = null,
  moreMedia,
}: ComposerFormProps) => {
  const composer = useComposer(subject, accounts, memory);
  const { values, change, active, parts, isSending, isTouched, outcomes } = composer;
  const tell = useDone();
  const player = useRef<HTMLVideoElement>(null);
  const [seconds, setSeconds] = useState<number | null>(null);

  useEffect(() => {
    Object.assign(guard, { isTouched, isSending });
  }, [guard, isTouched, isSending]);

  const press = async (pressed: Press) => {
    const time = postTimeOf(values.when, composer.zone) ?? { type: 'now' as const };
    const results = await composer.send(values, parts, pressed, time);
    if (!results) return;
    const all = parts.map(({ part }) => results[part.accountId]);
    const posts = all.flatMap((one) => (one && 'post' in one ? [one.post] : []));
    if (posts.length < parts.length) {
      // The first one that was refused is what the person has to look at.
      const refused = parts.find((_, index) => {
        const one = all[index];
        return one && 'problem' in one;
      });
      if (refused) change({ type: 'show', accountId: refused.part.accountId });
      return;
    }
    tell(posts);
    Object.assign(guard, { isTouched: false, isSending: false });
    onDone(posts);
  };

  const conflict = Object.values(outcomes).some(
    (one) => 'problem' in one && one.problem.code === 'version_conflict',
  );
  const length = seconds ?? active?.chosen[0]?.facts?.duration ?? null;
  // What TikTok does not take is not previewed as if it did.
  const words = active?.state.captionIsCarried
    ? values.kind === 'video'
      ? [active.content.caption]
      : [active.content.title, active.content.description]
    : [];

  return (
    <Shell
      place={place}
      footer={
        <Footer
          composer={composer}
          onCancel={askToClose}
          onPress={(pressed) => void press(pressed)}
          notice={
            conflict && subject.post ? (
              <Conflict
                postId={subject.post.id}
                onKeep={(newer) => composer.goOnFrom(newer.version)}
                onTake={(newer) => {
                  composer.goOnFrom(newer.version);
                  composer.reset({ ...subject, post: newer });
                }}
              />
            ) : null
          }
        />
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <SubjectLine subject={subject} />
        {notice}
        <Columns>
          <PostFields
            composer={composer}
            moreMedia={moreMedia?.((media) => change({ type: 'addMedia', media }))}
          />
          <PhonePreview
            media={active?.chosen ?? chosenMedia(values, { opened: null })}
            nickname={active?.opening.opened?.creator?.nickname ?? active?.account.nickname ?? null}
            words={words.filter(Boolean).join(' ')}
            player={player}
            onLength={setSeconds}
          >
            {values.kind === 'video' && active?.part.shareType === 'direct_post' && (
              <CoverField
                value={values.coverTimestampMs}
                lengthMs={length === null ? null : length * 1000}
                onChange={(coverTimestampMs) => {
                  change({ type: 'cover', coverTimestampMs });
                  if (player.current && coverTimestampMs !== null) {
                    player.current.pause();
                    player.current.currentTime = coverTimestampMs / 1000;
                  }
                }}
              />
            )}
          </PhonePreview>
        </Columns>
      </Flex>
    </Shell>
  );
};
