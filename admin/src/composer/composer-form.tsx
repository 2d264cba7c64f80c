import { Box, Flex, Typography } from '@strapi/design-system';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { type PostView } from '../../../contracts/posts';
import { Fold } from '../components/fold';
import { useTexts } from '../translations';
import { clock } from './media/clock';
import { CoverField } from './media/cover-field';
import { useDone } from './sending/done';
import { Footer } from './sending/footer';
import { chosenFiles } from './model/making';
import { PhonePreview } from './media/phone-preview';
import { PostFields } from './post-fields';
import { type Place, Shell } from './shell';
import { type Subject } from './model/subject';
import { type Kept, useComposer } from './use-composer';
import { type Press } from './model/composed-post';
import { postTimeOf } from './model/when';

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
}: ComposerFormProps) => {
  const composer = useComposer(subject, accounts, memory);
  const { values, change, active, parts, kind, file, isSending, isTouched } = composer;
  const { material } = values;
  const tell = useDone();
  const player = useRef<HTMLVideoElement>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const { t } = useTexts();

  useEffect(() => {
    Object.assign(guard, { isTouched, isSending });
  }, [guard, isTouched, isSending]);

  const press = async (pressed: Press) => {
    const time = postTimeOf(values.when, composer.zone) ?? { type: 'now' as const };
    const outcomes = await composer.send(parts, pressed, () => time);
    if (!outcomes) return;
    const all = parts.map(({ making }) => outcomes.get(making.key));
    const posts = all.flatMap((one) => (one?.kind === 'done' ? [one.post] : []));
    if (posts.length < parts.length) {
      // The first one that was refused is what the person has to look at.
      const refused = parts.find((_, index) => all[index] && all[index].kind !== 'done');
      if (refused) change({ type: 'show', accountId: refused.part.accountId });
      return;
    }
    tell(posts);
    Object.assign(guard, { isTouched: false, isSending: false });
    onDone(posts);
  };

  const chosen = active?.chosen ?? chosenFiles(material, file);
  const length = seconds ?? chosen[0]?.facts?.duration ?? null;
  // What TikTok does not take is not previewed as if it did.
  const carried = active === null || active.form.captionIsCarried;
  const said = active?.making.words ?? material.words;
  const words = kind === 'video' ? [carried ? said.caption : ''] : [said.title, said.description];

  return (
    <Shell
      place={place}
      footer={
        <Footer
          composer={composer}
          onCancel={askToClose}
          onPress={(pressed) => void press(pressed)}
        />
      }
    >
      <Flex direction="column" alignItems="stretch" gap={5}>
        <SubjectLine subject={subject} />
        {notice}
        <Columns>
          <PostFields composer={composer} chosen={chosen} />
          <PhonePreview
            media={chosen}
            nickname={active?.opening.opened?.creator?.nickname ?? active?.account.nickname ?? null}
            words={words.filter(Boolean).join(' ')}
            player={player}
            onLength={setSeconds}
          >
            {kind === 'video' && active?.part.shareType === 'direct_post' && (
              <Fold
                title={t('composer.cover')}
                summary={
                  material.coverTimestampMs === null
                    ? t('composer.cover.tiktok')
                    : t('composer.cover.at', { time: clock(material.coverTimestampMs) })
                }
              >
                <CoverField
                  value={material.coverTimestampMs}
                  lengthMs={length === null ? null : length * 1000}
                  onChange={(coverTimestampMs) => {
                    change({ type: 'cover', coverTimestampMs });
                    if (player.current && coverTimestampMs !== null) {
                      player.current.pause();
                      player.current.currentTime = coverTimestampMs / 1000;
                    }
                  }}
                />
              </Fold>
            )}
          </PhonePreview>
        </Columns>
      </Flex>
    </Shell>
  );
};
