import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { useTexts } from '../translations';
import { colourOf } from './model/palette';

const Swatch = styled.span<{ $colour: string }>`
  flex: none;
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 3px;
  background: ${({ $colour }) => $colour};
`;

const Dashes = styled.span`
  flex: none;
  width: 1.2rem;
  height: 1.2rem;
  border: 1px dashed ${({ theme }) => theme.colors.neutral700};
  border-radius: 3px;
`;

interface LegendProps {
  accounts: readonly AccountView[];
  /** Free posting times are shown as well. */
  hasOpenTimes: boolean;
}

/** Which colour is whose, and what the dashed places are; each also says it in words. */
export const Legend = ({ accounts, hasOpenTimes }: LegendProps) => {
  const { t } = useTexts();
  return accounts.length === 0 ? null : (
    <Flex tag="ul" gap={4} wrap="wrap" aria-label={t('calendar.legend')}>
      {accounts.map(({ id, nickname }) => (
        <Flex key={id} tag="li" gap={2}>
          <Swatch $colour={colourOf(id)} aria-hidden />
          <Typography variant="pi" textColor="neutral700">
            {nickname}
          </Typography>
        </Flex>
      ))}
      {hasOpenTimes && (
        <Flex tag="li" gap={2}>
          <Dashes aria-hidden />
          <Typography variant="pi" textColor="neutral700">
            {t('calendar.legend.free')}
          </Typography>
        </Flex>
      )}
    </Flex>
  );
};
