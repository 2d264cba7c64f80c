import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import { type PostSummary } from '../../../contracts/posts';

const QUARTER_MS = 15 * 60_000;

const STATUS: Partial<Record<PostSummary['state'], ICalEventStatus>> = {
  draft: ICalEventStatus.TENTATIVE,
  awaiting_approval: ICalEventStatus.TENTATIVE,
  held: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** Posts as an iCalendar (RFC 5545); `linkOf` gives the address of a post in the admin. */
export const icsOf = (
  posts: readonly PostSummary[],
  { host, linkOf }: { host: string; linkOf: (id: number) => string },
): string => {
  const calendar = ical({ name: 'TikTok', method: ICalCalendarMethod.PUBLISH });
  calendar.prodId({ company: 'strapi-plugin-tiktok', product: 'calendar' });
  // How often programs should look again, in seconds.
  calendar.ttl(15 * 60);
  for (const post of posts) {
    const at = post.publishedAt ?? post.scheduledAt;
    if (at === null) continue;
    const start = new Date(at);
    calendar.createEvent({
      id: `post-${post.id}@${host}`,
      start,
      end: new Date(start.getTime() + QUARTER_MS),
      sequence: post.version,
      summary: `${post.title} · ${post.account.nickname} · ${post.stateLabel}`,
      description: [post.reason?.message, post.link ?? linkOf(post.id)].filter(Boolean).join('\n'),
      url: linkOf(post.id),
      status: STATUS[post.state] ?? ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
};
