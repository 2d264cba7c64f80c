import { type Core } from '@strapi/strapi';

import { type EntrySource } from '../../../contracts/posts';
import { type SuggestedWords } from '../../../contracts/type-words';
import { type Caller } from '../http/handle';

/** The part of the rules service that the form needs. */
interface Suggesting {
  suggestFor(caller: Caller, source: EntrySource): Promise<SuggestedWords | null>;
}

/** What an entry says of itself. Asked at each call: rules are a subject above this one. */
export const suggestionOf = (
  strapi: Core.Strapi,
  caller: Caller,
  source: EntrySource,
): Promise<SuggestedWords | null> => {
  const rules: Suggesting = strapi.plugin('tiktok').service('rules');
  return rules.suggestFor(caller, source);
};
