import { Button, Flex } from '@strapi/design-system';

import { Fold } from '../../components/fold';
import { useTexts } from '../../translations';
import { type Words } from '../model/material';
import { type ComposerState, type PartState } from '../use-composer';
import { WordsFields } from './words-fields';

interface OwnWordsProps {
  composer: ComposerState;
  part: PartState;
}

/** Words for one account that differ from those for all; folded away until they do. */
export const OwnWords = ({ composer: { kind, change }, part }: OwnWordsProps) => {
  const { t } = useTexts();
  const { accountId, own } = part.part;
  const { handle, nickname } = part.account;
  const name = handle === null ? nickname : `@${handle}`;
  const onChange = (words: Partial<Words>) => change({ type: 'ownWords', accountId, words });
  return (
    <Fold
      title={t('composer.own', { name })}
      summary={t(own === null ? 'composer.own.same' : 'composer.own.differs')}
      startsOpen={own !== null}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <WordsFields
          kind={kind}
          words={part.making.words}
          captionIsCarried={part.form.captionIsCarried}
          onChange={onChange}
        />
        {own !== null && (
          <Flex>
            <Button
              size="S"
              variant="tertiary"
              onClick={() => change({ type: 'sameWords', accountId })}
            >
              {t('composer.own.backToSame')}
            </Button>
          </Flex>
        )}
      </Flex>
    </Fold>
  );
};
