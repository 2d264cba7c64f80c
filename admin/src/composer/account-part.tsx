import { Button, Flex, Link } from '@strapi/design-system';
import { Duplicate } from '@strapi/icons';
import { NavLink } from 'react-router-dom';

import { optionsOffered } from '../../../contracts/post-form';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { Waiting } from '../components/waiting';
import { useTexts } from '../translations';
import { PostingAs } from './fields/account-field';
import { ChoiceField } from './fields/choice-field';
import { DirectPostFields } from './fields/direct-post-section';
import { useExplain } from './fields/explain';
import { OwnWords } from './fields/own-words';
import { shareTypesOf } from './model/target';
import { RepeatsNote } from './sending/repeats-note';
import { type ComposerState, type PartState } from './use-composer';

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
const AccountNow = ({ composer, part: { opening, account, part } }: PartProps) => {
  const { t, dateTime, said } = useTexts();
  const { opened, problem } = opening;
  if (part.shareType === null) return null;
  if (problem) return <Problem problem={problem} onRetry={() => composer.askAgain(part)} />;
  if (!opened) {
    // For Inbox nothing is asked of TikTok.
    return part.shareType === 'inbox' ? null : <Waiting>{t('composer.asking')}</Waiting>;
  }
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
          remedy={cannotPost.remedy && said(cannotPost.remedy)}
          retry={cannotPost.retryAt && t('common.retryAt', { time: dateTime(cannotPost.retryAt) })}
          announce
        >
          {said(cannotPost.message)}
        </Note>
      )}
      {unauditedNote !== null && part.shareType === 'direct_post' && (
        <Note level="warning" title={t('composer.unaudited')}>
          {said(unauditedNote)}
        </Note>
      )}
    </>
  );
};

/** What the person should know about this account's post. */
const Warnings = ({ part: { form } }: Pick<PartProps, 'part'>) => {
  const { explain } = useExplain();
  return form.warnings.map((warning) => (
    <Note key={warning.code} level="warning">
      {explain(warning)}
    </Note>
  ));
};

/** Takes over the settings of another account's post, by the person's own press. */
const CopyFrom = ({ composer: { parts, change, kind }, part }: PartProps) => {
  const { t } = useTexts();
  const { accountId, shareType } = part.part;
  const { opened } = part.opening;
  const others = parts.filter(
    (other) => other.part.accountId !== accountId && other.part.shareType === 'direct_post',
  );
  if (others.length === 0 || shareType !== 'direct_post' || !opened?.creator) return null;
  return (
    <Flex gap={2} wrap="wrap">
      {others.map(({ part: { accountId: id, options }, account: { nickname } }) => (
        <Button
          key={id}
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
      ))}
    </Flex>
  );
};

/** One account's post from top to bottom; what has gone is only named. */
export const AccountPart = ({ composer, part }: PartProps) => {
  const { t } = useTexts();
  const { values, change, parts, outcomes, repeats, subject } = composer;
  const { part: chosen, form, opening, making } = part;
  const { accountId } = chosen;
  const outcome = outcomes.get(making.key);
  if (outcome?.kind === 'done' && !subject.post) {
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
  // What may have been made already is not changed: only the very same is sent again.
  if (outcome?.kind === 'unknown') {
    return (
      <Note level="warning" title={t('composer.unknown')}>
        {t('composer.unknown.what')}
      </Note>
    );
  }
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <ShareTypeField composer={composer} part={part} />
      <AccountNow composer={composer} part={part} />
      <Warnings part={part} />
      <CopyFrom composer={composer} part={part} />
      {parts.length > 1 && <OwnWords composer={composer} part={part} />}
      <RepeatsNote repeats={repeats(making.key)} />
      {chosen.shareType === 'direct_post' && opening.opened?.creator && (
        <DirectPostFields
          state={form}
          options={chosen.options}
          onChange={(options) => change({ type: 'options', accountId, options })}
        />
      )}
      {chosen.shareType === 'inbox' && (
        <Note level="info">
          {t(values.material.kind === 'video' ? 'composer.handover.video' : 'composer.handover')}
        </Note>
      )}
    </Flex>
  );
};
