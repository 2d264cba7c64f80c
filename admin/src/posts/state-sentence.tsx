import { Typography } from '@strapi/design-system';
import { useIntl } from 'react-intl';

import { type PostSummary } from '../../../contracts/posts';
import { useTexts } from '../translations';
import { useNow } from '../utils/use-now';
import { useShownZone } from './shown-zone';

const MINUTE_MS = 60_000;
const STEPS = [
  { unit: 'day', ms: 24 * 60 * MINUTE_MS },
  { unit: 'hour', ms: 60 * MINUTE_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const;

/** How far away an instant is, in the largest unit that fits at least once; minutes at least. */
export const distanceTo = (
  at: number,
  now: number,
): { value: number; unit: (typeof STEPS)[number]['unit'] } => {
  const away = at - now;
  const step = STEPS.find(({ ms }) => Math.abs(away) >= ms) ?? STEPS[2];
  return { value: Math.round(away / step.ms), unit: step.unit };
};

type Told = Pick<
  PostSummary,
  'state' | 'waitsForEntry' | 'scheduledAt' | 'publishedAt' | 'createdAt'
>;

/** Where the post stands, with its date; null where the state's name says it all. */
const useSentence = (post: Told): string | null => {
  const { t } = useTexts();
  const { formatDate, formatRelativeTime } = useIntl();
  const zone = useShownZone();
  const now = useNow();
  const date = (iso: string) =>
    formatDate(iso, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone: zone,
    });
  const { state, waitsForEntry, scheduledAt, publishedAt, createdAt } = post;
  switch (state) {
    case 'draft':
      return scheduledAt === null
        ? t('posts.sentence.draft', { date: date(createdAt) })
        : t('posts.sentence.draftWish', { date: date(scheduledAt) });
    case 'awaiting_approval':
      return scheduledAt === null
        ? t('posts.sentence.approval')
        : t('posts.sentence.approvalWish', { date: date(scheduledAt) });
    case 'scheduled': {
      if (waitsForEntry) return t('posts.sentence.entry');
      if (scheduledAt === null) return null;
      const at = Date.parse(scheduledAt);
      if (at <= now) return t('posts.sentence.due', { date: date(scheduledAt) });
      const { value, unit } = distanceTo(at, now);
      const away = formatRelativeTime(value, unit);
      return t('posts.sentence.scheduled', { date: date(scheduledAt), away });
    }
    case 'cancelled':
      return t('posts.sentence.cancelled');
    case 'published':
      return publishedAt && t('posts.sentence.published', { date: date(publishedAt) });
    default:
      return null;
  }
};

export const StateSentence = ({ post }: { post: Told }) => {
  const sentence = useSentence(post);
  return sentence === null ? null : <Typography tag="p">{sentence}</Typography>;
};
