import { Flex, Loader } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { styled } from 'styled-components';

import { useTexts } from '../translations';
import { drawQrCode } from './draw-qr-code';

interface QrCodeProps {
  text: string;
  /** What it leads to, for screen readers. */
  label: string;
}

/** White around it in the dark theme as well: phones read a code by its contrast. */
const Picture = styled.img`
  width: 20rem;
  max-width: 100%;
  border-radius: ${({ theme }) => theme.borderRadius};
  background: #ffffff;
`;

/** A QR code. Nothing where it cannot be drawn. */
export const QrCode = ({ text, label }: QrCodeProps) => {
  const { t } = useTexts();
  const [drawn, setDrawn] = useState<{ text: string; url: string | null } | null>(null);
  useEffect(() => {
    let current = true;
    drawQrCode(text).then(
      (url) => current && setDrawn({ text, url }),
      () => current && setDrawn({ text, url: null }),
    );
    return () => {
      current = false;
    };
  }, [text]);
  if (drawn?.text !== text) {
    return (
      <Flex justifyContent="center" padding={4}>
        <Loader>{t('common.loading')}</Loader>
      </Flex>
    );
  }
  return drawn.url === null ? null : (
    <Flex justifyContent="center">
      <Picture src={drawn.url} alt={label} />
    </Flex>
  );
};
