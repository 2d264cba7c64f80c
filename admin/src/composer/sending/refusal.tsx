import { Button, Flex, Typography } from '@strapi/design-system';

import { type PostView } from '../../../../contracts/posts';
import { type TikTokProblem } from '../../api/problem';
import { Note } from '../../components/note';
import { Problem } from '../../components/problem';
import { useTexts } from '../../translations';
import { mayGoOnKnowing, type SendOutcome } from '../model/sending';
import { Conflict } from './conflict';

interface RefusalProps {
  outcome: SendOutcome | undefined;
  /** Of the account, where several are sent by one press. */
  name?: string;
  /** The post that is composed anew. */
  postId: number | null;
  /** Sends it all the same with the next press. */
  onGoOn: (problem: TikTokProblem) => void;
  /** Goes on with what is typed here over the newer version, or takes that one. */
  onKeep: (newer: PostView) => void;
  onTake: (newer: PostView) => void;
}

/** Why a post was not sent, with the sentences about single fields, and the ways to go on. */
export const Refusal = ({ outcome, name, postId, onGoOn, onKeep, onTake }: RefusalProps) => {
  const { t } = useTexts();
  if (!outcome || outcome.kind === 'done') return null;
  const title = (text: string) => (name === undefined ? text : `${name}: ${text}`);
  if (outcome.kind === 'unknown') {
    return (
      <Note level="warning" title={title(t('composer.unknown'))} announce>
        {t('composer.unknown.what')}
      </Note>
    );
  }
  const { problem } = outcome;
  if (problem.code === 'version_conflict' && postId !== null) {
    return <Conflict postId={postId} onKeep={onKeep} onTake={onTake} />;
  }
  const fields = Object.values(problem.fields).filter((text) => !problem.message.includes(text));
  return (
    <Flex direction="column" alignItems="flex-start" gap={2}>
      <Problem problem={{ ...problem, message: title([problem.message, ...fields].join(' ')) }} />
      {mayGoOnKnowing(problem) && (
        <>
          <Typography variant="pi">{t(`composer.known.${problem.code}`)}</Typography>
          <Button size="S" variant="tertiary" onClick={() => onGoOn(problem)}>
            {t('composer.known.goOn')}
          </Button>
        </>
      )}
    </Flex>
  );
};
