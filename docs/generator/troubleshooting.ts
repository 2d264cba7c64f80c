import { CHECKS } from '../../server/src/review/checks';
import { REFUSALS } from '../../server/src/review/texts/refusals';
import { STEP_TEXTS } from '../../server/src/review/texts/steps';
import { SYMPTOMS } from '../../server/src/review/texts/symptoms';
import { code, page, plain, table } from './markdown';

const titleOf = (step: string | null): string =>
  STEP_TEXTS.find(({ id }) => id === step)?.title ?? '';

const symptoms = (): string[] =>
  SYMPTOMS.flatMap(({ id, title, words, causes, remedy, step }) => [
    `### ${code(id)}`,
    `**${plain(title)}.** ${words.map(code).join(', ')}`,
    causes.map((cause) => `- ${plain(cause)}`).join('\n'),
    `What to do: ${plain(remedy)}${step ? ` (Step "${titleOf(step)}".)` : ''}`,
  ]);

const checks = (): string[] =>
  STEP_TEXTS.flatMap(({ id, title, wants, why }) => [
    `### ${plain(title)}`,
    `${plain(wants)} ${plain(why)}`,
    ...CHECKS.filter(({ step }) => step === id).flatMap((check) => [
      `#### ${code(check.id)}`,
      `**${plain(check.title)}.** ${plain(check.about)}`,
    ]),
  ]);

/** docs/troubleshooting.md */
export const troubleshooting = (): string =>
  page([
    '# Troubleshooting',
    'Search this page for the words you see. What each error code of TikTok means is in [errors.md](errors.md); how everything is set up is in [setup.md](setup.md). The admin shows the same under `/admin/plugins/tiktok/troubleshooting`, where errors and checks link to. This page is generated from `server/src/review/` by `npm run docs`; do not edit it.',
    '## Symptoms',
    ...symptoms(),
    '## What TikTok’s reviewers are known to refuse',
    table(
      ['they say', 'causes', 'what to do', 'step'],
      REFUSALS.map(({ says, causes, remedy, step }) => [
        plain(says),
        plain(causes.join(' ')),
        plain(remedy),
        titleOf(step),
      ]),
    ),
    '## The checks of the review page',
    'The heading of each check is its id. A check that says "only you can confirm" is about what TikTok’s portal alone knows.',
    ...checks(),
  ]);
