import { Flex, LinkButton } from '@strapi/design-system';
import { Link, useLocation } from 'react-router-dom';

import { useTexts } from '../translations';
import { useMay } from '../utils/use-may';

const ROOT = '/plugins/tiktok';

/** The ways through the TikTok page, above each of its main pages. */
export const PlanTabs = () => {
  const { t } = useTexts();
  const { pathname } = useLocation();
  const mayView = useMay('viewPosts');
  const mayCompose = useMay('composePosts');
  const mayRead = useMay('readInsights');
  const here = pathname.replace(/\/$/, '');
  const tabs = [
    { to: ROOT, label: t('plan.tab.posts'), shown: true },
    { to: `${ROOT}/calendar`, label: t('plan.tab.calendar'), shown: mayView },
    { to: `${ROOT}/insights`, label: t('plan.tab.insights'), shown: mayRead },
    { to: `${ROOT}/new`, label: t('plan.tab.new'), shown: mayCompose },
  ].filter(({ shown }) => shown);
  return (
    <Flex
      tag="nav"
      aria-label={t('plan.tabs')}
      gap={2}
      wrap="wrap"
      background="neutral100"
      paddingTop={4}
      paddingLeft={{ initial: 4, medium: 6, large: 10 }}
      paddingRight={{ initial: 4, medium: 6, large: 10 }}
    >
      {tabs.map(({ to, label }) => (
        <LinkButton
          key={to}
          tag={Link}
          to={to}
          variant={here.endsWith(to) ? 'secondary' : 'ghost'}
          aria-current={here.endsWith(to) ? 'page' : undefined}
        >
          {label}
        </LinkButton>
      ))}
    </Flex>
  );
};
