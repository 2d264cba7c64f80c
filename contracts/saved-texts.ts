import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { idParams } from './ids';
import { ACTIONS } from './permissions';
import { seenVersion, seenVersionQuery } from './versions';

/** caption: a whole caption. hashtags: a group of hashtags, put behind what is there. */
export const savedTextKind = z.enum(['caption', 'hashtags']);
export type SavedTextKind = z.output<typeof savedTextKind>;

/** TikTok's limit of a caption, in UTF-16 units; a longer text could never be posted. */
export const SAVED_TEXT_LIMIT = 2_200;

/** A text to insert into a post, kept by a person for themselves or for everybody. */
export const savedText = z.object({
  id: z.number().int(),
  /** Goes up with every change; send it back with the next one. */
  version: z.number().int(),
  kind: savedTextKind,
  name: z.string(),
  text: z.string(),
  /** Everybody who composes sees it; else only its owner. */
  shared: z.boolean(),
  /** The owner's name when it was saved. */
  owner: z.string().nullable(),
  /** The caller may change and delete it. */
  mayEdit: z.boolean(),
  updatedAt: z.string(),
});
export type SavedText = z.output<typeof savedText>;

const TOO_LONG = `A text has at most ${SAVED_TEXT_LIMIT} characters, as TikTok counts them.`;

export const savedTextInput = z.object({
  kind: savedTextKind,
  name: z.string().trim().min(1).max(80),
  text: z
    .string()
    .trim()
    .min(1)
    // In UTF-16 units, as TikTok counts.
    .max(SAVED_TEXT_LIMIT, TOO_LONG),
  /** For everybody who composes; else for the caller alone. */
  shared: z.boolean(),
});
export type SavedTextInput = z.output<typeof savedTextInput>;

export const listSavedTexts = defineEndpoint({
  method: 'GET',
  path: '/saved-texts',
  handler: 'savedTexts.find',
  access: { admin: [ACTIONS.composePosts] },
  reads: ['saved-texts'],
  summary: "The caller's own captions and hashtag groups and the shared ones, by name.",
  response: z.object({ texts: z.array(savedText) }),
});

export const createSavedText = defineEndpoint({
  method: 'POST',
  path: '/saved-texts',
  handler: 'savedTexts.create',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['saved-texts'],
  meanwhile: { unversioned: 'it makes a new text' },
  summary: 'Saves a caption or a group of hashtags. Each person may keep 500.',
  body: savedTextInput,
  response: z.object({ text: savedText }),
});

export const updateSavedText = defineEndpoint({
  method: 'PUT',
  path: '/saved-texts/:id',
  handler: 'savedTexts.update',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['saved-texts'],
  meanwhile: 'version',
  summary:
    'Changes a saved text: by its owner, or a shared one also by who holds the right to manage rules.',
  params: idParams,
  body: savedTextInput.extend(seenVersion),
  response: z.object({ text: savedText }),
});

export const deleteSavedText = defineEndpoint({
  method: 'DELETE',
  path: '/saved-texts/:id',
  handler: 'savedTexts.delete',
  access: { admin: [ACTIONS.composePosts] },
  changes: ['saved-texts'],
  meanwhile: 'version',
  summary:
    'Deletes a saved text: by its owner, or a shared one also by who holds the right to manage rules.',
  params: idParams,
  query: seenVersionQuery,
  response: z.object({ deleted: z.literal(true) }),
});
