import { LinkButton } from '@strapi/design-system';
import { NavLink } from 'react-router-dom';

import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

/** The way to the rules by which entries post themselves, for who may manage them. */
export const RulesLink = () => {
  const { t } = useTexts();
  const mayManage = useMay('manageRules');
  if (!mayManage) return null;
  return (
    <LinkButton tag={NavLink} to="/plugins/tiktok/rules" variant="tertiary">
      {t('posts.rules')}
    </LinkButton>
  );
};
