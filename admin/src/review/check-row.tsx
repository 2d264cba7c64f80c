import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { confirmReview } from '../../../contracts/review';
import { type ReviewCheck } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { useTikTokMutation } from '../api';
import { HelpLink } from '../components/help-link';
import { useTexts } from '../translations';
import { useNotify } from '../utils/use-notify';
import { ResultMark } from './marks';
import { Fact, Quiet } from './texts';

const More = styled.details`
  color: ${({ theme }) => theme.colors.neutral800};
  font-size: ${({ theme }) => theme.fontSizes[1]};

  summary {
    cursor: pointer;
  }
`;

/** "I did this", by whom and when, and taking it back. */
const Confirmation = ({ check, mode }: { check: ReviewCheck; mode: AppMode }) => {
  const { t, dateTime } = useTexts();
  const notify = useNotify();
  const { run, isRunning } = useTikTokMutation(confirmReview);
  const { id, title, confirmation } = check;
  const say = async (confirmed: boolean) => {
    const outcome = await run({ body: { mode, check: id, confirmed } });
    if (!outcome.ok) notify.failed(outcome.problem);
  };
  return (
    <Flex gap={3} wrap="wrap">
      {confirmation && (
        <Quiet>
          {t('review.confirmed', { name: confirmation.by, time: dateTime(confirmation.at) })}
        </Quiet>
      )}
      <Button
        variant={confirmation ? 'tertiary' : 'secondary'}
        loading={isRunning}
        aria-label={`${t(confirmation ? 'review.takeBack' : 'review.confirm')}: ${title}`}
        onClick={() => void say(!confirmation)}
      >
        {t(confirmation ? 'review.takeBack' : 'review.confirm')}
      </Button>
    </Flex>
  );
};

/** One check: its result in a sentence, what to do, what was seen, and when. */
export const CheckRow = ({ check, mode }: { check: ReviewCheck; mode: AppMode }) => {
  const { t, dateTime, said } = useTexts();
  const { id, title, result, message, remedy, details, ranAt, confirmable } = check;
  return (
    <Flex
      tag="li"
      data-check={id}
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={4}
      borderColor="neutral200"
      hasRadius
    >
      <Flex gap={2} wrap="wrap">
        <ResultMark result={result} />
        <Typography fontWeight="bold" textColor="neutral800" tag="h4">
          {title}
        </Typography>
      </Flex>
      <Typography textColor="neutral800" tag="p" style={{ overflowWrap: 'anywhere' }}>
        {said(message)}
      </Typography>
      {remedy && (
        <Typography textColor="neutral800" tag="p" style={{ overflowWrap: 'anywhere' }}>
          {t('common.what', { remedy: said(remedy) })}
        </Typography>
      )}
      <More>
        <summary>{t('review.details')}</summary>
        <Box paddingTop={2}>
          <Flex tag="dl" margin={0} direction="column" alignItems="stretch" gap={2}>
            {details.map(({ label, value }, index) => (
              <Fact key={`${label} ${index}`} term={label}>
                {value}
              </Fact>
            ))}
            <Fact term={t('review.docs')}>
              <HelpLink entry={id} about={title} />
            </Fact>
          </Flex>
        </Box>
      </More>
      {ranAt && <Quiet>{t('review.ranAt', { time: dateTime(ranAt) })}</Quiet>}
      {confirmable && <Confirmation check={check} mode={mode} />}
    </Flex>
  );
};
