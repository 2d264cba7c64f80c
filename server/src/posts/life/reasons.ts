import { type PostReason } from '../../../../contracts/posts';
import { type Problem } from '../../http/problem';

/** What finds stored reasons by their code: they are JSON that begins with it. */
export const reasonLike = (code: string): string => `${JSON.stringify({ code }).slice(0, -1)},%`;

/** Why a post waits, is held or failed; `retryAt` in epoch ms. */
export const reason = (
  code: string,
  message: string,
  remedy: string | null = null,
  retryAt: number | null = null,
): PostReason => ({
  code,
  message,
  remedy,
  retryAt: retryAt === null ? null : new Date(retryAt).toISOString(),
});

/** A refusal of one of our own services as a reason to wait. */
export const reasonOfProblem = ({ details }: Problem): PostReason => ({
  code: details.code,
  message: details.message,
  remedy: details.remedy ?? null,
  retryAt: details.retryAt?.toISOString() ?? null,
});

/** The code of posts that wait for the end of an outage of TikTok (outages.ts). */
export const OUTAGE = 'tiktok_outage';

export const REASONS = {
  tiktokOutage: (retryAt: number) =>
    reason(
      OUTAGE,
      'TikTok is out of order: several posts failed there one after the other, so the others wait instead of failing too.',
      'Nothing to do: one post is tried by itself after a while, and when TikTok takes it the others follow.',
      retryAt,
    ),
  afterGap: reason(
    'after_gap',
    "The publisher was not working for a while. Before this one is sent, TikTok's list of public posts is looked through: after a restored backup it may be there already.",
  ),
  maybeRestored: (link: string) =>
    reason(
      'maybe_restored',
      `TikTok shows a public post with the same words that was made since the publisher last worked: ${link}. In a restored backup, posts that were sent stand as scheduled again, so it was not sent.`,
      'Look at it on TikTok. If it is this post, cancel this one; if it is another one, publish this one now.',
    ),
  outageTooLong: (hours: number) =>
    reason(
      OUTAGE,
      `TikTok was out of order when it was due, more than ${hours} hours ago, so it is not sent late by itself.`,
      'Send all posts that wait on the TikTok page, or publish this one now, choose a new time, or cancel it.',
    ),
  contentChanged: reason(
    'content_changed',
    'The content changed after it was agreed to, so it was not sent.',
    'Open the post, look at what is there now and confirm again.',
  ),
  fileChanged: (name: string) =>
    reason(
      'file_changed',
      `The file "${name}" was replaced or removed after it was agreed to, so it was not sent.`,
      'Open the post, look at the file that is there now and confirm again.',
    ),
  justSent: reason(
    'just_sent',
    'Another post sent the same file to this account in the same minute, so this one, which a rule made, was not sent.',
    'Look at the account’s other posts. If this one shall go out as well, publish it now or choose a new time; if not, cancel it.',
  ),
  noConsent: reason(
    'no_consent',
    'Nobody has agreed to this post in its present form.',
    'Open the post and confirm it.',
  ),
  missed: (hours: number) =>
    reason(
      'missed',
      `It was due more than ${hours} hours ago while the publisher was not working, so it was not sent late by itself.`,
      'Publish it now, choose a new time, or cancel it.',
    ),
  restartedTooOften: (rate: string) =>
    reason(
      'upload_too_slow',
      `The upload did not finish within the hour TikTok allows (measured: ${rate}).`,
      'Use a smaller file or a faster connection, or let TikTok pull the file from this site (PULL_FROM_URL).',
    ),
  lastPartInDoubt: (what: string) =>
    reason(
      'last_part_in_doubt',
      what,
      'Nothing to do: TikTok is asked from time to time. It is begun anew only when TikTok says that bytes are missing.',
    ),
  addressGone: reason(
    'upload_address_gone',
    'TikTok twice gave up the address it had given for the upload, before the file was there.',
    'Try again later. If it happens again, use another network, or let TikTok pull the file from this site (PULL_FROM_URL).',
  ),
  outcomeUnknown: reason(
    'outcome_unknown',
    'TikTok may or may not have taken this post: its answer was lost, and sending again could post twice.',
    'Look at the account in the TikTok app, then say here whether it is live or not.',
  ),
  entryGone: (event: 'unpublished' | 'deleted') =>
    reason(
      `entry_${event}`,
      `The entry was ${event} in Strapi after the post had been planned, so it was not sent.`,
      'Send it anyway, choose another time, or cancel it.',
    ),
  copied: reason(
    'copied',
    'This site is a copy. The original site sends this post, so it is not sent from here.',
    'Cancel it here. If it shall be sent from here as well, send it again deliberately.',
  ),
  inboxDelivered: reason(
    'in_inbox',
    'The draft is in the inbox of the TikTok app.',
    'The creator opens the notification in the TikTok app and publishes it there.',
  ),
  unreadable: reason(
    'unreadable',
    'What is stored of this post cannot be read: it was changed outside the plugin, or by another version of it. It was put aside so that it holds up nothing else.',
    'An administrator looks at its row in the database. Cancel it and make it anew, or edit it.',
  ),
  stillProcessing: reason(
    'still_processing',
    'TikTok is still processing the post. That usually takes minutes, sometimes hours.',
  ),
} as const;
