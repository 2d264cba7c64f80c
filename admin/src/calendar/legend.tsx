import { Flex, Typography } from '@strapi/design-system';
import { styled } from 'styled-components';

import { type AccountView } from '../../../contracts/accounts';
import { useTexts } from '../translations';
import { colourOf } from './palette';

const Swatch = styled.span<{ $colour: string }>`
  flex: none;
  width: 1.2rem;
  height: 1.2rem;
  border-radius: 3px;
  background: ${({ $colour }) => $colour};
`;

/** Which colour is whose; each post also says it in words. */
export const Legend = ({ accounts }: { accounts: readonly AccountView[] }) => {
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
    </Flex>
  );
};
