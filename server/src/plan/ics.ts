import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

import { type PostSummary } from '../../../contracts/posts';
import { type Language, saidIn, textsOf } from '../handover';

const QUARTER_MS = 15 * 60_000;

/** What a calendar tells of a post. */
type CalendarPost = Pick<
  PostSummary,
  | 'id'
  | 'version'
  | 'title'
  | 'state'
  | 'account'
  | 'reason'
  | 'scheduledAt'
  | 'publishedAt'
  | 'link'
>;

const STATUS: Partial<Record<PostSummary['state'], ICalEventStatus>> = {
  draft: ICalEventStatus.TENTATIVE,
  awaiting_approval: ICalEventStatus.TENTATIVE,
  held: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** Posts as an iCalendar (RFC 5545) in a language; `linkOf` gives the address of a post in the admin. */
export const icsOf = (
  posts: readonly CalendarPost[],
  { host, language, linkOf }: { host: string; language: Language; linkOf: (id: number) => string },
): string => {
  const { states } = textsOf(language);
  const said = saidIn(language);
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
      summary: `${post.title} · ${post.account.nickname} · ${states[post.state]}`,
      description: [post.reason && said(post.reason.message), post.link ?? linkOf(post.id)]
        .filter(Boolean)
        .join('\n'),
      url: linkOf(post.id),
      status: STATUS[post.state] ?? ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
};
