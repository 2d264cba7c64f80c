import { Link } from '@strapi/design-system';
import { useHref } from 'react-router-dom';

import { troubleshootingPath } from '../../../contracts/troubleshooting';
import { useTexts } from '../translations';

/**
 * To an entry of the troubleshooting page, in a tab of its own, so that a form that is being filled in
 * stays as it is. `about` tells screen readers which of several links it is.
 */
export const HelpLink = ({ entry, about }: { entry: string; about?: string }) => {
  const { t } = useTexts();
  const href = useHref(troubleshootingPath(entry));
  return (
    <Link href={href} isExternal {...(about && { 'aria-label': `${t('common.help')}: ${about}` })}>
      {t('common.help')}
    </Link>
  );
};
