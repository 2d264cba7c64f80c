import * as accounts from './accounts';
import * as composer from './composer';
import { type Endpoint } from './endpoint';
import * as media from './media';
import * as posts from './posts';
import * as publisher from './publisher';
import * as settings from './settings';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'handler' in value && 'access' in value;

/** Every HTTP call of the plugin. */
export const endpoints: readonly Endpoint[] = [
  settings,
  accounts,
  composer,
  posts,
  publisher,
  media,
].flatMap((subject) => Object.values(subject).filter(isEndpoint));
