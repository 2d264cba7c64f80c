import { z } from 'zod';

import { defineEndpoint } from './endpoint';
import { ACTIONS } from './permissions';
import { seenVersion } from './versions';

const templates = {
  /** Liquid, as in rules; empty: the form opens without words. Photos: their description. */
  caption: z.string().max(5_000),
  /** Photos only. */
  title: z.string().max(1_000),
};

/** The words with which the form opens for entries of a type. */
export const typeWords = z.object({ version: z.number().int(), ...templates });
export type TypeWords = z.output<typeof typeWords>;

/** What the templates of its type make of an entry; the person who posts may change all of it. */
export const suggestedWords = z.object({
  caption: z.string(),
  title: z.string(),
  /** Why a template could not be used, in words; null where nothing is wrong. */
  why: z.string().nullable(),
});
export type SuggestedWords = z.output<typeof suggestedWords>;

export const setTypeWords = defineEndpoint({
  method: 'PUT',
  path: '/rules/types/:uid/words',
  handler: 'rules.setWords',
  access: { admin: [ACTIONS.manageRules] },
  changes: ['rules', 'posts'],
  meanwhile: 'version',
  summary:
    'The templates of the caption and title with which the form opens for entries of a content type; empty ones suggest nothing.',
  params: z.object({ uid: z.string().max(200) }),
  body: z.object({ ...seenVersion, ...templates }),
  response: z.object({ words: typeWords }),
});
