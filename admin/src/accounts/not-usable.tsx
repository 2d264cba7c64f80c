import { Flex, LinkButton } from '@strapi/design-system';
import { Link } from 'react-router-dom';

import { getSettings } from '../../../contracts/settings';
import { useTikTokQuery } from '../api';
import { Note } from '../components/note';
import { useTexts } from '../translations';

/** Why TikTok cannot be used right now, with the way to the settings; nothing where it can. */
export const NotUsable = () => {
  const { t } = useTexts();
  const { data } = useTikTokQuery(getSettings, {});
  if (!data || data.usable) return null;
  const reasons = data.notices.filter(({ level }) => level !== 'info');
  const toSettings = (
    <LinkButton variant="secondary" tag={Link} to="/settings/tiktok/app">
      {t('accounts.toSettings')}
    </LinkButton>
  );
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {reasons.map(({ code, level, message, remedy }, index) => (
        <Note
          key={code}
          level={level}
          remedy={remedy}
          action={index === reasons.length - 1 && toSettings}
        >
          {message}
        </Note>
      ))}
    </Flex>
  );
};
