import { Button, Flex } from '@strapi/design-system';

import { listPosts } from '../../../contracts/posts';
import { useTikTokQuery } from '../api';
import { useTexts } from '../translations';
import { countCallOf, LIST_TABS, type ListQuery, type ListTab } from './query';

interface TabProps {
  tab: ListTab;
  chosen: ListQuery;
  onChange: (tab: ListTab) => void;
}

const Tab = ({ tab, chosen, onChange }: TabProps) => {
  const { t, number } = useTexts();
  const { data } = useTikTokQuery(listPosts, { query: countCallOf(chosen, tab) });
  const isShown = chosen.tab === tab;
  const total = data?.pagination.total;
  return (
    <Button
      variant={isShown ? 'secondary' : 'ghost'}
      aria-current={isShown ? 'page' : undefined}
      onClick={() => onChange(tab)}
    >
      {total === undefined
        ? t(`posts.tab.${tab}`)
        : t('posts.tab.count', { name: t(`posts.tab.${tab}`), count: number(total) })}
    </Button>
  );
};

/** The list as work: what is to come, what needs somebody, what is begun, what is done. */
export const ListTabs = (props: Omit<TabProps, 'tab'>) => {
  const { t } = useTexts();
  return (
    <Flex tag="nav" aria-label={t('posts.tabs')} gap={2} wrap="wrap">
      {LIST_TABS.map((tab) => (
        <Tab key={tab} tab={tab} {...props} />
      ))}
    </Flex>
  );
};
