import { Box, Flex, LinkButton } from '@strapi/design-system';
import { type ReactNode } from 'react';
import { Link } from 'react-router-dom';

import { getSettings } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Note } from './note';

/** What keeps posts from going out though the app itself could be used. */
const STOPS = ['no_encryption_key', 'secrets_unreadable'];

const plain = (notes: ReactNode): ReactNode => notes;

const Reasons = ({ around = plain }: { around?: (notes: ReactNode) => ReactNode }) => {
  const { t, said } = useTexts();
  const { data } = useTikTokQuery(getSettings, {});
  const reasons = (data?.notices ?? []).filter(({ code, level }) =>
    data?.usable ? STOPS.includes(code) : level !== 'info',
  );
  if (reasons.length === 0) return null;
  const toSettings = (
    <LinkButton variant="secondary" tag={Link} to="/settings/tiktok/app">
      {t('common.toSettings')}
    </LinkButton>
  );
  return around(
    <Flex direction="column" alignItems="stretch" gap={3}>
      {reasons.map(({ code, level, message, remedy }, index) => (
        <Note
          key={code}
          level={level}
          remedy={remedy && said(remedy)}
          action={index === reasons.length - 1 && toSettings}
        >
          {said(message)}
        </Note>
      ))}
    </Flex>,
  );
};

/**
 * Why TikTok cannot be used right now, with the way to the settings; nothing where it can, and nothing
 * for who may not read the settings.
 */
export const NotUsable = () => (useMay('readSettings') ? <Reasons /> : null);

const inFrame = (notes: ReactNode) => (
  <Box
    paddingTop={6}
    paddingLeft={{ initial: 4, medium: 10 }}
    paddingRight={{ initial: 4, medium: 10 }}
  >
    {notes}
  </Box>
);

/** The same above whole pages that depend on TikTok. */
export const NotUsableBanner = () => (useMay('readSettings') ? <Reasons around={inFrame} /> : null);
