import { Divider, Flex, Tabs, Typography } from '@strapi/design-system';
import { type ReactNode } from 'react';

import { useTexts } from '../translations';
import { AccountField } from './account-field';
import { AccountPart } from './account-part';
import { MediaField } from './media-field';
import { type ComposerState } from './use-composer';
import { WhenField } from './when-field';

interface PostFieldsProps {
  composer: ComposerState;
  /** Adds further files, where they do not come from an entry. */
  moreMedia?: ReactNode;
}

const Accounts = ({ composer }: Pick<PostFieldsProps, 'composer'>) => {
  const { accounts, parts, outcomes, change, subject } = composer;
  // A post that exists stays with its account; a single account needs no choice.
  if (subject.post || (accounts.length === 1 && parts.length === 1)) return null;
  const lockedIds = Object.entries(outcomes)
    .filter(([, outcome]) => 'post' in outcome)
    .map(([id]) => Number(id));
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
export const PostFields = ({ composer, moreMedia }: PostFieldsProps) => {
  const { t } = useTexts();
  const { values, change, parts, subject, zone } = composer;
  const isDirect =
    parts.length === 0
      ? subject.site.preferred === 'direct_post'
      : parts.some(({ part }) => part.shareType === 'direct_post');
  return (
    <Flex direction="column" alignItems="stretch" gap={5}>
      <Accounts composer={composer} />
      <MediaField values={values} change={change} />
      {moreMedia}
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
