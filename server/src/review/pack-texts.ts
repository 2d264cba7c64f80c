import { type ReviewStep, type ReviewView } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';

const lines = (...parts: (string | string[])[]): string => `${parts.flat().join('\n')}\n`;

export const valuesText = (steps: readonly ReviewStep[]): string =>
  lines(
    '# Texts and addresses to enter in TikTok’s portal',
    steps.flatMap(({ number, title, where, values }) => [
      '',
      `## ${number}. ${title}`,
      '',
      where.label,
      ...values.flatMap(({ label, value, note }) => [
        '',
        `**${label}**`,
        '',
        value || `(missing: ${note ?? ''})`,
      ]),
    ]),
  );

export const shotsText = (shots: ReviewView['shots']): string =>
  lines(
    '# Shot list',
    '',
    shots.map(({ title, show, scopes, points }, index) => {
      const proves = [...scopes, ...points.map((point) => `point ${point}`)];
      return `${index + 1}. **${title}**: ${show}${proves.length > 0 ? ` (${proves.join(', ')})` : ''}`;
    }),
  );

export const resultsText = (mode: AppMode, steps: readonly ReviewStep[]): string =>
  lines(
    `# Check results (${mode})`,
    steps.flatMap(({ number, title, state, checks }) => [
      '',
      `## ${number}. ${title}: ${state}`,
      '',
      ...checks.map(({ title: name, result, message, remedy, ranAt, confirmation }) =>
        [
          `- **${name}**: ${result.replaceAll('_', ' ')}. ${message}`,
          remedy && `Remedy: ${remedy}`,
          ranAt && `(${ranAt})`,
          confirmation && `Confirmed by ${confirmation.by}, ${confirmation.at}`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    ]),
  );

export const refusalsText = (refusals: ReviewView['refusals']): string =>
  lines(
    '# What TikTok is known to refuse',
    refusals.flatMap(({ says, causes, remedy }) => [
      '',
      `## ${says}`,
      '',
      ...causes.map((cause) => `- ${cause}`),
      '',
      remedy,
    ]),
  );

/** What happens to TikTok data, for the reviewer and for a data protection officer. */
export const dataHandlingText = (
  scopes: ReviewView['scopes'],
  retention: { timelineDays: number | null; webhookDays: number; insightsMonths: number | null },
): string =>
  lines(
    '# How TikTok data is handled',
    '',
    '| data | scope | use | kept |',
    '| --- | --- | --- | --- |',
    '| access and refresh token | all | calls to TikTok on the person’s order | encrypted with AES-256-GCM; until disconnected |',
    scopes
      .filter(({ requested }) => requested)
      .map(
        ({ scope, explanation }) =>
          `| what the scope gives | \`${scope}\` | ${explanation} | until the account is erased |`,
      ),
    `| history of posts | | shows what became of a post | ${retention.timelineDays === null ? 'until erased' : `${retention.timelineDays} days`} |`,
    `| counters of videos and accounts, as they were measured | | shows how posts do | ${retention.insightsMonths === null ? 'until erased' : `${retention.insightsMonths} months`} |`,
    `| events from TikTok | | state of posts | ${retention.webhookDays} days |`,
    '',
    '- Tokens and the Client Secret never reach a browser, a log or an error message.',
    '- Disconnecting revokes the access at TikTok. Erasing an account deletes profile, avatar, captions and history, and gives a receipt.',
    '- Nothing is sent to TikTok without a person’s recorded consent to exactly that content.',
    '- TikTok data is not sold, not used for advertising, and given to nobody else.',
  );
