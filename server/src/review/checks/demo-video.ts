import { requestedScopes } from '../../settings/scopes';
import { seen } from './pages';
import { type Check, failed, notYet, ok, onlyYou, scopeNames, warning } from './check';

/** Per file of the app review; the Direct Post audit takes 50,000,000 bytes, so the smaller counts. */
const MAX_BYTES = 50_000_000;
const SHORT_SECONDS = 20;
const LONG_SECONDS = 600;
const SMALL_HEIGHT = 480;

export const demoVideoChecks: Check[] = [
  {
    id: 'demo-video',
    step: 'demo-video',
    title: 'The file or link',
    about: 'MP4 or MOV, at most 50 MB, readable on a screen; or a link that anyone can open.',
    async run(context) {
      const { demoVideoAssetId, demoVideoUrl } = context.facts;
      if (demoVideoAssetId !== null) {
        const video = await context.video(demoVideoAssetId);
        if (!video.ok) return failed(video.message, 'Choose another file.');
        const { container, duration, bytes, width, height } = video;
        const details = [
          { label: 'Format', value: container ?? 'unknown' },
          { label: 'Duration', value: duration === null ? 'unknown' : `${Math.round(duration)} s` },
          { label: 'Size', value: `${bytes} bytes, ${width ?? '?'} x ${height ?? '?'}` },
        ];
        const faults = [
          container !== 'MP4' &&
            container !== 'MOV' &&
            `it is ${container ?? 'of an unknown format'}, not MP4 or MOV`,
          bytes > MAX_BYTES && 'it has more than 50 MB',
        ].filter((fault): fault is string => fault !== false);
        if (faults.length > 0) {
          return failed(
            `TikTok would not take the video: ${faults.join(', and ')}.`,
            'Export it anew, or cut it into up to five videos.',
            details,
          );
        }
        const doubts = [
          duration !== null && duration < SHORT_SECONDS && 'it is too short to show everything',
          duration !== null && duration > LONG_SECONDS && 'it is longer than ten minutes',
          height !== null && height < SMALL_HEIGHT && 'words can hardly be read at this size',
        ].filter((doubt): doubt is string => doubt !== false);
        return doubts.length > 0
          ? warning(
              `Look at the video again: ${doubts.join(', ')}.`,
              'Record it in one take, in full.',
              details,
            )
          : ok('The file is as TikTok takes it.', details);
      }
      if (demoVideoUrl === null) {
        return notYet('There is no demo video yet.', 'Record it along the shot list below.');
      }
      const page = await context.page(demoVideoUrl);
      const details = seen(page, context.nameOf('system'));
      return page.ok && page.status === 200
        ? ok('The link opens for anyone. What it shows was not looked at.', details)
        : failed(
            `The link does not open for a stranger: ${page.ok ? `HTTP ${page.status}` : page.message}`,
            'Share it publicly, or upload the file.',
            details,
          );
    },
  },
  {
    id: 'demo-scopes',
    step: 'demo-video',
    title: 'Every scope is shown',
    about: 'Confirm that the video shows each requested scope in use.',
    run: ({ settings }) =>
      onlyYou(
        `The video must show each of these in use: ${scopeNames(requestedScopes(settings))}.`,
      ),
  },
  {
    id: 'demo-points',
    step: 'demo-video',
    title: 'Guideline points 1 to 5',
    about:
      'Confirm that points 1 to 5 are seen in their order, the domain is readable throughout, and the video ends with the post on TikTok.',
  },
];
