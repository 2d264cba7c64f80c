import { Button, Flex, Typography } from '@strapi/design-system';

import { type AccountView } from '../../../../contracts/accounts';
import { DirectPostFields } from '../../composer/fields/direct-post-section';
import { useSettingsSummary } from '../../composer/fields/settings-summary';
import { type MakingState } from '../../composer/model/making';
import { type SiteRules } from '../../composer/model/subject';
import { type Target } from '../../composer/model/target';
import { useTexts } from '../../translations';
import { type RowChange } from '../model/rows';
import { PostingTo, TargetFields } from '../target-fields';

interface RowSettingsProps {
  state: MakingState;
  /** Null: as set for all. */
  own: Target | null;
  title: string;
  accounts: readonly AccountView[];
  site: SiteRules;
  askAgain: () => void;
  change: (change: RowChange) => void;
}

/** As set for all: which account, and what that means for this post. */
const AsForAll = ({ state, title, change }: RowSettingsProps) => {
  const { t } = useTexts();
  const summaryOf = useSettingsSummary();
  const { account, opening, form, making } = state;
  const { target } = making;
  const summary = opening.opened ? summaryOf(form, target.options) : [];
  return (
    <Flex direction="column" alignItems="stretch" gap={2}>
      {account ? (
        <PostingTo account={account} opening={opening} />
      ) : (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('bulk.row.asAll')}
        </Typography>
      )}
      {account && target.shareType !== null && (
        <Typography variant="pi" textColor="neutral600" tag="p" data-testid="row-summary">
          {[t(`bulk.shareType.${target.shareType}`), ...summary].join(' · ')}
        </Typography>
      )}
      <Flex>
        <Button
          size="S"
          variant="tertiary"
          aria-label={t('bulk.row.differNamed', { title })}
          onClick={() => change({ type: 'differ' })}
        >
          {t('bulk.row.differ')}
        </Button>
      </Flex>
    </Flex>
  );
};

/** Account and settings of one row: those for all in a few words, or its own. */
export const RowSettings = (props: RowSettingsProps) => {
  const { t } = useTexts();
  const { state, own, title, accounts, site, askAgain, change } = props;
  const { account, opening, form, making } = state;
  if (own === null) return <AsForAll {...props} />;
  return (
    <>
      <TargetFields
        target={own}
        account={account}
        opening={opening}
        accounts={accounts}
        site={site}
        askAgain={askAgain}
        change={(changed) => change({ type: 'own', change: changed })}
      />
      {own.shareType === 'direct_post' && opening.opened?.creator && (
        <DirectPostFields
          state={form}
          options={own.options}
          onChange={(options) => change({ type: 'own', change: { type: 'options', options } })}
        />
      )}
      {own.shareType === 'inbox' && (
        <Typography variant="pi" textColor="neutral600" tag="p">
          {t('bulk.settings.inbox')}
        </Typography>
      )}
      {making.post === null && (
        <Flex>
          <Button
            size="S"
            variant="tertiary"
            aria-label={t('bulk.row.sameNamed', { title })}
            onClick={() => change({ type: 'same' })}
          >
            {t('bulk.row.same')}
          </Button>
        </Flex>
      )}
    </>
  );
};
