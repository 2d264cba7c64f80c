import { Readable } from 'node:stream';

import { type Core } from '@strapi/strapi';
import { ZipFile } from 'yazl';

import { cutText } from '../../../contracts/cut-text';
import { type ReviewView } from '../../../contracts/review-view';
import { type AppMode } from '../../../contracts/settings';
import { type Caller } from '../http/handle';
import { mediaOf } from '../media';
import { settingsOf } from '../settings';
import { makeIcon } from './icon';
import { type Legal } from './legal-service';
import { dataHandlingText, refusalsText, resultsText, shotsText, valuesText } from './pack-texts';

/** No folders, no odd signs: the name goes into an archive that others unpack. */
const fileName = (name: string): string =>
  cutText(name.replace(/[^\p{L}\p{M}\p{N}._ -]+/gu, '_').replace(/^\.+/, '_'), 100, {
    mark: '',
  }) || 'file';

const ABOUT = `# Review pack

Everything that TikTok's app review and Direct Post audit ask for, as this site has it. It holds no
secret: no Client Secret, no token.

- values.md: texts and addresses to enter in the portal, step by step
- icon.png (or the chosen file in icon/)
- legal/: the legal pages as Markdown; drafts for a lawyer unless somebody edited them
- shot-list.md, demo-video/, screenshots/
- data-handling.md: what happens to TikTok data
- check-results.md and check-results.json
- refusals.md: what TikTok is known to refuse
- reviewer-guide.md
`;

/** The review pack of one mode, as a stream; files that cannot be read are named instead. */
export const buildPack = async ({
  strapi,
  view,
  mode,
  legal,
  caller,
}: {
  strapi: Core.Strapi;
  view: ReviewView;
  mode: AppMode;
  legal: Legal;
  caller: Caller;
}): Promise<Readable> => {
  const zip = new ZipFile();
  const media = mediaOf(strapi);
  const text = (path: string, content: string): void => zip.addBuffer(Buffer.from(content), path);

  const open = async (assetId: number): Promise<Readable> => {
    const source = await media.openCurrent(assetId);
    const stream = await source.openRange(0, source.bytes - 1);
    stream.once('close', () => void source.close());
    return stream;
  };
  /** Only files that the caller may read anyway. */
  const asset = async (folder: string, assetId: number): Promise<void> => {
    const [item] = await media.items([{ assetId, field: null }], caller);
    if (!item)
      return text(
        `${folder}/file-${assetId}-is-missing.txt`,
        'It is gone, or not yours to read.\n',
      );
    zip.addReadStreamLazy(
      `${folder}/${assetId}-${fileName(item.name)}`,
      { compress: false },
      (done) => {
        open(assetId).then(
          (stream) => done(null, stream),
          () => done(null, Readable.from(['This file could not be read.\n'])),
        );
      },
    );
  };

  const steps = view.steps[mode];
  const { retention } = await settingsOf(strapi).current();
  text('README.md', ABOUT);
  text('values.md', valuesText(steps));
  text('shot-list.md', shotsText(view.shots));
  text('data-handling.md', dataHandlingText(view.scopes, retention));
  text('check-results.md', resultsText(mode, steps));
  text('check-results.json', `${JSON.stringify({ mode, steps }, null, 2)}\n`);
  text('refusals.md', refusalsText(view.refusals));
  text('reviewer-guide.md', view.reviewerRole.guide);
  for (const { kind, markdown } of await legal.pages('en')) text(`legal/${kind}.md`, markdown);
  const { iconAssetId, demoVideoAssetId, screenshotAssetIds } = view.facts;
  if (iconAssetId === null)
    zip.addBuffer(await makeIcon(view.facts), 'icon.png', { compress: false });
  else await asset('icon', iconAssetId);
  if (demoVideoAssetId !== null) await asset('demo-video', demoVideoAssetId);
  for (const assetId of screenshotAssetIds) await asset('screenshots', assetId);
  zip.end();
  return Readable.from(zip.outputStream);
};
