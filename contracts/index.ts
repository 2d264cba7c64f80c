import * as accounts from './accounts';
import { type Endpoint } from './endpoint';
import * as media from './media';
import * as posts from './posts';
import * as settings from './settings';

const isEndpoint = (value: unknown): value is Endpoint =>
  typeof value === 'object' && value !== null && 'handler' in value && 'access' in value;

/** Every HTTP call of the plugin. */
export const endpoints: readonly Endpoint[] = [settings, accounts, media, posts].flatMap(
  (subject) => Object.values(subject).filter(isEndpoint),
);
