import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { AUDITED } from '../../../contracts/consent';
import { Problem } from '../components/problem';
import { useTexts } from '../translations';
import { Declaration } from './declaration';
import { type PartState } from './parts';
import { type ComposerState } from './use-composer';
import { mayGoOnKnowing } from './use-sending';

const List = styled(Box)`
  max-height: 18rem;
  overflow-y: auto;
`;

/** What was refused for one account, with the sentences about single fields. */
const Refusal = ({ composer, part }: { composer: ComposerState; part: PartState }) => {
  const { t } = useTexts();
  const outcome = composer.outcomes[part.part.accountId];
  if (!outcome || !('problem' in outcome) || outcome.problem.code === 'version_conflict') {
    return null;
  }
  const { problem } = outcome;
  const fields = Object.values(problem.fields).filter((text) => !problem.message.includes(text));
  const name = composer.parts.length > 1 ? `${part.account.nickname}:` : '';
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Problem
        problem={{ ...problem, message: [name, problem.message, ...fields].join(' ').trim() }}
      />
      {mayGoOnKnowing(problem) && (
        <>
          <Typography variant="pi">{t(`composer.known.${problem.code}`)}</Typography>
          <Button
            size="S"
            variant="tertiary"
            onClick={() => composer.goOnKnowing(part.part.accountId, problem)}
          >
            {t('composer.known.goOn')}
          </Button>
        </>
      )}
    </Flex>
  );
};

interface AgreementsProps {
  composer: ComposerState;
  /** Those that the button sends. */
  open: readonly PartState[];
}

/** Above the button: what each account's person agrees to by pressing it, and what was refused. */
export const Agreements = ({ composer, open }: AgreementsProps) => {
  const { t } = useTexts();
  const { parts } = composer;
  if (parts.length === 0) return <Declaration text={AUDITED.music} isInbox={false} />;
  return (
    <>
      {open.map((part) => (
        <Refusal key={part.part.accountId} composer={composer} part={part} />
      ))}
      {parts.length > 1 ? (
        <List
          role="group"
          tabIndex={0}
          aria-label={t('composer.agreements')}
          data-testid="agreements"
        >
          <Flex direction="column" alignItems="stretch" gap={2}>
            {open.map(({ part, account, state }) => (
              <Box key={part.accountId}>
                <Typography variant="pi" fontWeight="bold" tag="p">
                  {account.nickname}
                </Typography>
                <Declaration text={state.declaration} isInbox={part.shareType === 'inbox'} />
              </Box>
            ))}
          </Flex>
        </List>
      ) : (
        open.map(({ part, state }) => (
          <Declaration
            key={part.accountId}
            text={state.declaration}
            isInbox={part.shareType === 'inbox'}
          />
        ))
      )}
    </>
  );
};
