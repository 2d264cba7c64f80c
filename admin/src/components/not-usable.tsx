import { Box, LinkButton, Typography } from '@strapi/design-system';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router-dom';

import { getSettings, type Notice } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';
import { Note } from './note';

const NONE: readonly Notice[] = [];

/** What keeps posts from going out though the app itself could be used. */
const STOPS = ['no_encryption_key', 'secrets_unreadable'];

/**
 * The notices of the settings that keep TikTok from being used, the gravest ones alone; null while
 * they are not known yet. Who may not read the settings is told none.
 */
export const useStops = (): readonly Notice[] | null => {
  const mayRead = useMay('readSettings');
  const { data } = useTikTokQuery(getSettings, {}, { skip: !mayRead });
  if (!mayRead) return NONE;
  if (!data) return null;
  const reasons = data.notices.filter(({ code, level }) =>
    data.usable ? STOPS.includes(code) : level !== 'info',
  );
  const grave = reasons.filter(({ level }) => level === 'danger');
  return grave.length > 0 ? grave : reasons;
};

const plain = (notes: ReactNode): ReactNode => notes;

/** One box, however much there is to do. */
const Reasons = ({ around = plain }: { around?: (notes: ReactNode) => ReactNode }) => {
  const { t, said } = useTexts();
  const reasons = useStops() ?? NONE;
  const [first] = reasons;
  if (!first) return null;
  return around(
    <Note
      level={first.level}
      action={
        <LinkButton variant="secondary" tag={Link} to="/settings/tiktok/app">
          {t('common.toSettings')}
        </LinkButton>
      }
    >
      {reasons.map(({ code, message, remedy }) => (
        <Fragment key={code}>
          <Typography tag="span" display="block">
            {said(message)}
          </Typography>
          {remedy && (
            <Typography tag="span" display="block">
              {t('common.what', { remedy: said(remedy) })}
            </Typography>
          )}
        </Fragment>
      ))}
    </Note>,
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
