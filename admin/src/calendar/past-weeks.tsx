import { Button, Flex, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';

import { useTexts } from '../translations';
import { needsAHand } from './board/state-mark';
import { type Item } from './model/layout';

interface PastWeeksProps {
  weeks: readonly (readonly string[])[];
  items: readonly Item[];
  isOpen: boolean;
  onOpen: (isOpen: boolean) => void;
}

/** The weeks of this month that are over: folded, with what stands in them. */
export const PastWeeks = ({ weeks, items, isOpen, onOpen }: PastWeeksProps) => {
  const { t } = useTexts();
  if (weeks.length === 0) return null;
  const days = new Set(weeks.flat());
  const posts = new Map(
    items
      .filter(({ date }) => days.has(date))
      .flatMap((item) => item.posts.map((post) => [post.id, post] as const)),
  );
  const hands = [...posts.values()].filter(({ state }) => needsAHand(state)).length;
  return (
    <Flex gap={3} wrap="wrap">
      <Button
        variant="ghost"
        size="S"
        aria-expanded={isOpen}
        startIcon={isOpen ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
        onClick={() => onOpen(!isOpen)}
      >
        {isOpen ? t('calendar.past.hide') : t('calendar.past.show', { count: weeks.length })}
      </Button>
      {!isOpen && (
        <Typography variant="pi" textColor="neutral600">
          {t('calendar.past.posts', { count: posts.size })}
          {hands > 0 && ` · ${t('calendar.past.hand', { count: hands })}`}
        </Typography>
      )}
    </Flex>
  );
};
