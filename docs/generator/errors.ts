import { ERROR_TABLE, whenAgainInWords } from '../../server/src/tiktok';
import { code, page, plain, table } from './markdown';

type Row = (typeof ERROR_TABLE)[number];

const SECTIONS: Record<Row['kind'], { title: string; about: string }> = {
  api: {
    title: 'Answers of the API',
    about:
      'The `error.code` of the posting and display calls. TikTok also gives some of them with HTTP 200.',
  },
  oauth: {
    title: 'Answers of the sign-in',
    about: 'The `error` of the OAuth calls, and of the redirect back from the TikTok page.',
  },
  fail_reason: {
    title: 'Why a post failed',
    about:
      "The `fail_reason` of a post that TikTok had taken, from the status call or from the webhook's `reason`.",
  },
  client: {
    title: 'On the way to TikTok',
    about:
      'What the plugin itself finds: the connection, the upload address, which carries no codes, and the file.',
  },
};

const section = (kind: Row['kind']): string[] => [
  `## ${SECTIONS[kind].title}`,
  SECTIONS[kind].about,
  table(
    ['code', 'cause', 'remedy', 'when again'],
    ERROR_TABLE.filter((row) => row.kind === kind).map((row) => [
      code(row.code),
      plain(row.cause),
      plain(row.remedy),
      whenAgainInWords(row.whenAgain),
    ]),
  ),
];

/** docs/errors.md */
export const errors = (): string =>
  page([
    '# TikTok errors',
    'Every error code and fail reason that TikTok publishes, and what can go wrong on the way to it: what it means, what to do, and when trying again makes sense. The admin shows the same words. This page is generated from `server/src/tiktok/` by `npm run docs`; do not edit it.',
    'A code that is not listed here is shown as TikTok wrote it, and the post is not tried again by itself. The codes of the routes here are in [http-api.md](http-api.md#errors). What people met before, in the words they saw, is in [troubleshooting.md](troubleshooting.md).',
    ...section('api'),
    ...section('oauth'),
    ...section('fail_reason'),
    ...section('client'),
  ]);
