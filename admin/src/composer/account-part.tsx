import { Button, Flex, Link } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import { optionsOffered } from '../../../contracts/post-form';
import { namedFinding } from '../../../contracts/post-rules';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { Problem } from '../components/problem';
import { Waiting } from '../components/waiting';
import { useTexts } from '../translations';
import { PostingAs } from './account-field';
import { ChoiceField } from './choice-field';
import { DirectPostFields } from './direct-post-section';
import { useExplain } from './explain';
import { shareTypesOf } from './form';
import { type PartState } from './parts';
import { RepeatsNote } from './repeats-note';
import { type ComposerState } from './use-composer';
import { WordsFields } from './words-fields';

interface PartProps {
  composer: ComposerState;
  part: PartState;
}

const ShareTypeField = ({ composer: { subject, change }, part: { part, account } }: PartProps) => {
  const { t } = useTexts();
  return (
    <ChoiceField
      label={t('composer.shareType')}
      value={part.shareType}
      options={shareTypesOf(account, subject.site).map((value) => ({
        value,
        label: t(`composer.shareType.${value}`),
        hint: t(`composer.shareType.${value}.hint`),
      }))}
      onChange={(shareType) => change({ type: 'shareType', accountId: part.accountId, shareType })}
    />
  );
};

/** What TikTok says of the account at this moment. */
const AccountNow = ({ part: { opening, account, part } }: Pick<PartProps, 'part'>) => {
  const { t, dateTime } = useTexts();
  const { opened, problem, isLoading, askAgain } = opening;
  if (problem) return <Problem problem={problem} onRetry={askAgain} />;
  if (isLoading) {
    return (
      <Waiting>{t(part.shareType === 'inbox' ? 'composer.checking' : 'composer.asking')}</Waiting>
    );
  }
  if (!opened) return null;
  const { creator, cannotPost, unauditedNote } = opened;
  return (
    <>
      <PostingAs
        nickname={creator?.nickname ?? account.nickname}
        handle={creator?.handle ?? account.handle}
        avatarUrl={creator?.avatarUrl ?? account.avatarUrl}
      />
      {cannotPost && (
        <Note
          level="danger"
          title={t('composer.cannotPost')}
          remedy={cannotPost.remedy}
          retry={cannotPost.retryAt && t('common.retryAt', { time: dateTime(cannotPost.retryAt) })}
          announce
        >
          {cannotPost.message}
        </Note>
      )}
      {unauditedNote !== null && part.shareType === 'direct_post' && (
        <Note level="warning" title={t('composer.unaudited')}>
          {unauditedNote}
        </Note>
      )}
    </>
  );
};

/** What the files themselves say, each by its name, and what the person should know. */
const Findings = ({ part: { chosen, opening, state } }: Pick<PartProps, 'part'>) => {
  const { explain } = useExplain();
  return (
    <>
      {chosen.map(({ assetId, name, findings }) => (
        <Notices
          key={assetId}
          notices={findings.map((found) => ({
            ...found,
            message: namedFinding(name, found.message),
          }))}
        />
      ))}
      <Notices notices={opening.opened?.warnings ?? []} />
      {state.warnings.map((warning) => (
        <Note key={warning.code} level="warning">
          {explain(warning)}
        </Note>
      ))}
    </>
  );
};

/** Takes over what another account's post has, by the person's own press. */
const CopyFrom = ({ composer: { parts, change, kind }, part }: PartProps) => {
  const { t } = useTexts();
  const others = parts.filter((other) => other.part.accountId !== part.part.accountId);
  const { accountId, shareType } = part.part;
  const { opened } = part.opening;
  const isDirect = shareType === 'direct_post';
  if (others.length === 0) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {others.map((other) => {
        const { nickname } = other.account;
        const { words, options } = other.part;
        return (
          <Flex key={other.part.accountId} gap={2} wrap="wrap">
            <Button
              size="S"
              variant="tertiary"
              startIcon={<Duplicate />}
              onClick={() => change({ type: 'words', accountId, words })}
            >
              {t('composer.copyWords', { nickname })}
            </Button>
            {isDirect && other.part.shareType === 'direct_post' && opened?.creator && (
              <Button
                size="S"
                variant="tertiary"
                startIcon={<Duplicate />}
                onClick={() =>
                  change({
                    type: 'options',
                    accountId,
                    options: optionsOffered(options, {
                      kind,
                      creator: opened.creator,
                      audited: opened.unauditedNote === null,
                    }),
                  })
                }
              >
                {t('composer.copyOptions', { nickname })}
              </Button>
            )}
          </Flex>
        );
      })}
    </Flex>
  );
};

/** One account's post from top to bottom; what has gone is only named. */
export const AccountPart = ({ composer, part }: PartProps) => {
  const { t } = useTexts();
  const { values, change, outcomes, repeats, subject } = composer;
  const { part: chosen, state, opening } = part;
  const { accountId } = chosen;
  const outcome = outcomes[accountId];
  if (outcome && 'post' in outcome && !subject.post) {
    return (
      <Note
        level="success"
        action={
          <Link tag={NavLink} to={`/plugins/tiktok/posts/${outcome.post.id}`}>
            {t('composer.toPost')}
          </Link>
        }
      >
        {t('composer.part.sent', { nickname: part.account.nickname })}
      </Note>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <ShareTypeField composer={composer} part={part} />
      <AccountNow part={part} />
      <Findings part={part} />
      <CopyFrom composer={composer} part={part} />
      <WordsFields values={values} part={part} change={change} />
      <RepeatsNote repeats={repeats(accountId)} />
      {chosen.shareType === 'direct_post' && opening.opened?.creator && (
        <DirectPostFields
          state={state}
          options={chosen.options}
          onChange={(options) => change({ type: 'options', accountId, options })}
        />
      )}
      {chosen.shareType === 'inbox' && (
        <Note level="info">
          {t(values.kind === 'video' ? 'composer.handover.video' : 'composer.handover')}
        </Note>
      )}
    </Flex>
  );
};
