import { id, line, required, text } from '../columns';
import { type Migration } from '../schema-changes';

/** Rights that roles and tokens hold, to give back after a boot without the plugin. */
export const rememberedGrants: Migration = {
  name: '0002-remembered-grants',
  up: ({ createTable }) =>
    createTable('tiktok_remembered_grants', {
      id,
      kind: required(line),
      holder: required(line),
      action: required(line),
      data: required(text),
    }),
};
