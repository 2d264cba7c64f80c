import { Box, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { AUDITED } from '../../../../contracts/consent';
import { useTexts } from '../../translations';
import { type ComposerState, type PartState } from '../use-composer';
import { Declaration } from './declaration';
import { Refusal } from './refusal';

const List = styled(Box)`
  max-height: 18rem;
  overflow-y: auto;
`;

interface Sentence {
  text: string;
  isInbox: boolean;
  names: string[];
}

/** Each sentence once, with the accounts whose press it belongs to. */
const sentencesOf = (open: readonly PartState[]): Sentence[] => {
  const found = new Map<string, Sentence>();
  for (const { form, part, account } of open) {
    const isInbox = part.shareType === 'inbox';
    const key = `${isInbox} ${form.declaration}`;
    const names = [...(found.get(key)?.names ?? []), account.nickname];
    found.set(key, { text: form.declaration, isInbox, names });
  }
  return [...found.values()];
};

/** The sentences in full, whatever else is short: they are what the press agrees to. */
const Sentences = ({ open }: { open: readonly PartState[] }) => {
  const { t } = useTexts();
  const sentences = sentencesOf(open);
  if (open.length < 2) {
    return sentences.map(({ text, isInbox }) => (
      <Declaration key={text} text={text} isInbox={isInbox} />
    ));
  }
  return (
    <List role="group" tabIndex={0} aria-label={t('composer.agreements')} data-testid="agreements">
      <Flex direction="column" alignItems="stretch" gap={2}>
        {sentences.map(({ text, isInbox, names }) => (
          <Box key={`${isInbox} ${text}`}>
            <Typography variant="pi" fontWeight="bold" tag="p">
              {names.join(', ')}
            </Typography>
            <Declaration text={text} isInbox={isInbox} />
          </Box>
        ))}
      </Flex>
    </List>
  );
};

interface AgreementsProps {
  composer: ComposerState;
  /** Those that the button sends. */
  open: readonly PartState[];
}

/** Above the button: what each account's person agrees to by pressing it, and what was refused. */
export const Agreements = ({ composer, open }: AgreementsProps) => {
  const { parts, outcomes, subject, goOnKnowing, goOnFrom, reset } = composer;
  if (parts.length === 0) return <Declaration text={AUDITED.music} isInbox={false} />;
  return (
    <>
      {open.map(({ making: { key, post }, account }) => (
        <Refusal
          key={key}
          outcome={outcomes.get(key)}
          name={parts.length > 1 ? account.nickname : undefined}
          postId={post?.id ?? null}
          onGoOn={(problem) => goOnKnowing(key, problem)}
          onKeep={({ version }) => goOnFrom(key, version)}
          onTake={(newer) => {
            goOnFrom(key, newer.version);
            reset({ ...subject, post: newer });
          }}
        />
      ))}
      <Sentences open={open} />
    </>
  );
};
