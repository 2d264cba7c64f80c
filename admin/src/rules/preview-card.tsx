import { Button, Flex, Loader, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { type RuleInput, type RuleOutcome } from '../../../contracts/rules';
import { Card } from '../components/card';
import { Note } from '../components/note';
import { Problem } from '../components/problem';
import { Fact, Facts } from '../posts/fact';
import { useTexts } from '../translations';
import { useReadOutOf } from '../utils/read-out';
import { accountName, isWordless } from './rule-words';
import { type TriedEntry, usePreview } from './use-preview';

const Words = styled.span`
  white-space: pre-wrap;
  overflow-wrap: anywhere;
`;

interface OutcomeProps {
  outcome: RuleOutcome;
  rule: RuleInput;
  accounts: readonly AccountView[];
}

const OutcomeText = ({ outcome, rule, accounts }: OutcomeProps) => {
  const { t, dateTime, said } = useTexts();
  const { title, locale, fires, why, caption, titleText, files, accountId, at, missing } = outcome;
  const account = accounts.find(({ id }) => id === accountId);
  return (
    <>
      {fires ? (
        <Note level="success">{t('rule.preview.fires')}</Note>
      ) : (
        <Note level="warning" title={t('rule.preview.doesNot')}>
          {why !== null && said(why)}
        </Note>
      )}
      {isWordless(outcome) && <Note level="warning">{t('rule.preview.wordless')}</Note>}
      {missing.length > 0 && (
        <Note level="info">{t('rule.preview.missing', { names: missing.join(', ') })}</Note>
      )}
      <Facts>
        <Fact name={t('rule.preview.entry')}>{locale ? `${title} (${locale})` : title}</Fact>
        <Fact name={t('rule.preview.caption')}>
          {caption && <Words data-testid="rule-caption">{caption}</Words>}
        </Fact>
        <Fact name={t('rule.preview.title')}>{titleText}</Fact>
        <Fact name={t('rule.preview.files')}>{files.join(', ')}</Fact>
        <Fact name={t('rule.account')}>{account && accountName(account)}</Fact>
        <Fact name={t('rule.preview.at')}>
          {at
            ? dateTime(at)
            : t(rule.time.type === 'next_slot' ? 'rule.time.next_slot' : 'rule.time.at_publish')}
        </Fact>
      </Facts>
    </>
  );
};

interface PreviewCardProps {
  /** Null while type or account is missing. */
  rule: RuleInput | null;
  accounts: readonly AccountView[];
  entry: TriedEntry;
  /** Goes back to the entry that was published last. */
  onLatest: () => void;
}

/** What would become of a real entry, as the rule stands on the screen; nothing is saved or sent. */
export const PreviewCard = ({ rule, accounts, entry, onLatest }: PreviewCardProps) => {
  const { t } = useTexts();
  const { outcome, problem, isBehind } = usePreview(rule, entry);
  const shown = useReadOutOf<HTMLDivElement>(!isBehind);
  return (
    <Card
      title={t('rule.preview')}
      description={entry ? t('rule.preview.of', { title: entry.title }) : t('rule.preview.what')}
      action={
        entry && (
          <Button size="S" variant="tertiary" onClick={onLatest}>
            {t('rule.preview.latest')}
          </Button>
        )
      }
    >
      <Flex
        ref={shown}
        direction="column"
        alignItems="stretch"
        gap={4}
        aria-busy={isBehind}
        data-testid="rule-preview"
      >
        {!rule && <Typography tag="p">{t('rule.preview.notYet')}</Typography>}
        {problem && <Problem problem={problem} />}
        {rule && outcome === undefined && !problem && <Loader small>{t('common.loading')}</Loader>}
        {outcome === null && <Typography tag="p">{t('rule.preview.noEntry')}</Typography>}
        {rule && outcome && <OutcomeText outcome={outcome} rule={rule} accounts={accounts} />}
      </Flex>
    </Card>
  );
};
