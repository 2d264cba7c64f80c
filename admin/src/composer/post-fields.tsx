import { Divider, Flex, Tabs, Typography } from '@strapi/design-system';

import { type OpenedMedia } from '../../../contracts/composer';
import { useTexts } from '../translations';
import { AccountField } from './fields/account-field';
import { AccountPart } from './account-part';
import { WordsFields } from './fields/words-fields';
import { FileFindings } from './media/file-findings';
import { MediaField } from './media/media-field';
import { PickButton } from './media/pick-button';
import { type ComposerState } from './use-composer';
import { WhenField } from './fields/when-field';

interface PostFieldsProps {
  composer: ComposerState;
  /** The chosen files, with their preflight once it is known. */
  chosen: readonly OpenedMedia[];
}

const Accounts = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { accounts, parts, outcomes, change, subject } = composer;
  // A post that exists stays with its account; a single account needs no choice.
  if (subject.post || (accounts.length === 1 && parts.length === 1)) return null;
  // What has gone, or may have, stays.
  const lockedIds = [...outcomes].flatMap(([key, { kind }]) =>
    kind === 'refused' ? [] : [Number(key)],
  );
  return (
    <AccountField
      accounts={accounts}
      chosenIds={parts.map(({ part }) => part.accountId)}
      lockedIds={lockedIds}
      onAdd={(account) => change({ type: 'addAccount', account, site: subject.site })}
      onRemove={({ id }) => change({ type: 'removeAccount', accountId: id })}
    />
  );
};

/** Each account's post on a tab of its own, where there are several. */
const Parts = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { t } = useTexts();
  const { parts, active, change } = composer;
  if (!active) return null;
  if (parts.length === 1) return <AccountPart composer={composer} part={active} />;
  return (
    <Tabs.Root
      variant="simple"
      value={String(active.part.accountId)}
      onValueChange={(id: string) => change({ type: 'show', accountId: Number(id) })}
    >
      <Tabs.List aria-label={t('composer.parts')}>
        {parts.map(({ part, account }) => (
          <Tabs.Trigger key={part.accountId} value={String(part.accountId)}>
            {account.nickname}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Divider marginBottom={5} />
      {parts.map((part) => (
        <Tabs.Content key={part.part.accountId} value={String(part.part.accountId)}>
          <AccountPart composer={composer} part={part} />
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
};

/** The form from top to bottom. */
export const PostFields = ({ composer, chosen }: PostFieldsProps) => {
  const { t } = useTexts();
  const { values, change, kind, parts, subject, zone, lookAgain, warnings } = composer;
  const { material } = values;
  const isDirect =
    parts.length === 0
      ? subject.site.preferred === 'direct_post'
      : parts.some(({ part }) => part.shareType === 'direct_post');
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Accounts composer={composer} />
      <MediaField material={material} change={change} />
      {subject.source === null && (
        <PickButton onPick={({ media }) => change({ type: 'addMedia', media })} />
      )}
      <FileFindings
        chosen={chosen}
        problem={composer.fileProblem}
        warnings={warnings}
        lookAgain={lookAgain}
      />
      <WordsFields
        kind={kind}
        words={material.words}
        captionIsCarried={parts.length === 0 || parts.some(({ form }) => form.captionIsCarried)}
        onChange={(words) => change({ type: 'words', words })}
      />
      <Parts composer={composer} />
      <Divider />
      <WhenField
        when={values.when}
        zone={zone}
        canWaitForEntry={subject.source?.status === 'draft'}
        canTakeSlot={composer.maySchedule}
        accounts={parts.map(({ account }) => account)}
        onChange={(when) => change({ type: 'when', when })}
      />
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t(isDirect ? 'composer.processing' : 'composer.processing.inbox')}
      </Typography>
      <Typography variant="pi" textColor="neutral600" tag="p">
        {t('composer.notInApi')}
      </Typography>
    </Flex>
  );
};
