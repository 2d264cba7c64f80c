import { Divider, Flex, Loader, Typography } from '@strapi/design-system';

import { type AccountView } from '../../../contracts/accounts';
import { namedFinding } from '../../../contracts/post-rules';
import { Note } from '../components/note';
import { Notices } from '../components/notices';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { AccountField, PostingAs } from './account-field';
import { ChoiceField } from './choice-field';
import { DirectPostFields } from './direct-post-section';
import { useExplain } from './explain';
import { shareTypesOf } from './form';
import { MediaField } from './media-field';
import { type ComposerState } from './use-composer';
import { WhenField } from './when-field';
import { WordsFields } from './words-fields';

interface PostFieldsProps {
  composer: ComposerState;
  accounts: readonly AccountView[];
}

const ShareTypeField = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { t } = useTexts();
  const { account, values, change, site } = composer;
  if (!account) return null;
  return (
    <ChoiceField
      label={t('composer.shareType')}
      value={values.shareType}
      options={shareTypesOf(account, site).map((value) => ({
        value,
        label: t(`composer.shareType.${value}`),
        hint: t(`composer.shareType.${value}.hint`),
      }))}
      onChange={(shareType) => change({ type: 'shareType', shareType })}
    />
  );
};

/** What the files themselves say, each by its name, and what the person should know. */
const Findings = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { explain } = useExplain();
  const { chosen, opening, state } = composer;
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

/** What TikTok says of the account at this moment. */
const AccountNow = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { t, dateTime } = useTexts();
  const { opening, account, values } = composer;
  const { opened, problem, isLoading, askAgain } = opening;
  if (problem) return <Problem problem={problem} onRetry={askAgain} />;
  if (isLoading) {
    return (
      <Flex gap={2} role="status">
        <Loader small>{t('common.loading')}</Loader>
        <Typography variant="pi" textColor="neutral600">
          {t(values.shareType === 'inbox' ? 'composer.checking' : 'composer.asking')}
        </Typography>
      </Flex>
    );
  }
  if (!opened || !account) return null;
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
      {unauditedNote !== null && values.shareType === 'direct_post' && (
        <Note level="warning" title={t('composer.unaudited')}>
          {unauditedNote}
        </Note>
      )}
    </>
  );
};

/** The form from top to bottom. */
export const PostFields = ({ composer, accounts }: PostFieldsProps) => {
  const { t } = useTexts();
  const { account, values, change, media, site, state, opening } = composer;
  const isDirect = values.shareType === 'direct_post';
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <AccountField
        accounts={accounts}
        account={account}
        onChange={(chosen) => change({ type: 'account', account: chosen, site })}
      />
      <ShareTypeField composer={composer} />
      <AccountNow composer={composer} />
      <MediaField media={media} values={values} change={change} />
      <Findings composer={composer} />
      <WordsFields values={values} captionIsCarried={state.captionIsCarried} change={change} />
      {isDirect && opening.opened?.creator && (
        <DirectPostFields
          state={state}
          options={values.options}
          onChange={(options) => change({ type: 'options', options })}
        />
      )}
      <Divider />
      <WhenField when={values.when} onChange={(when) => change({ type: 'when', when })} />
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t(isDirect ? 'composer.processing' : 'composer.processing.inbox')}
      </Typography>
    </Flex>
  );
};
