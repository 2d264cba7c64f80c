import {
  openComposerAccount,
  openComposerMedia,
  type OpenedAccount,
} from '../../../contracts/composer';
import { answers } from '.';
import { creatorOf, entryOf, fileOf } from './things';

/** What the form is told about every account and every file, unless a test says otherwise. */
export const answersOfForm = (account: Partial<OpenedAccount> = {}) => ({
  accounts: answers(openComposerAccount, () => ({
    creator: creatorOf(),
    cannotPost: null,
    unauditedNote: null,
    ...account,
  })),
  media: answers(openComposerMedia, ({ body }) => ({
    media: body.assetIds.map((id) => ({
      ...fileOf(id, `file ${id}.mp4`),
      facts: null,
      findings: [],
      fingerprint: `f-${id}`,
    })),
    warnings: { video: [], photo: [] },
    shareTypes: entryOf().shareTypes,
  })),
});
