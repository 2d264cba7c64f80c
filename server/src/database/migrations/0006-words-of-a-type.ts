import { id, line, required, text } from '../columns';
import { type Migration } from '../schema-changes';

/** The templates with which the form opens for entries of a content type. */
export const wordsOfAType: Migration = {
  name: '0006-words-of-a-type',
  up: ({ createTable }) =>
    createTable(
      'tiktok_type_words',
      { id, uid: required(line), caption: required(text), title: required(text) },
      [{ name: 'tiktok_type_words_uid', columns: ['uid'], unique: true }],
    ),
};
