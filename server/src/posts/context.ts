import { type Core } from '@strapi/strapi';

import { type Accounts } from '../accounts';
import { type PluginConfig } from '../config';
import { type Media } from '../media';
import { type Settings } from '../settings';
import { type Vault } from '../settings/vault';
import { type Budget } from './limits/budget';
import { type Outages } from './limits/outages';
import { type Gates } from './limits/gates';
import { type AttemptStore } from './life/attempt-store';
import { type PostMoves } from './life/post-moves';
import { type PostStore } from './life/post-store';

/** What the publisher works with; gathered once, in posts/service.ts. */
export interface PublisherContext {
  strapi: Core.Strapi;
  config: PluginConfig['publisher'];
  posts: PostStore;
  moves: PostMoves;
  attempts: AttemptStore;
  budget: Budget;
  gates: Gates;
  outages: Outages;
  accounts: Accounts;
  settings: Settings;
  media: Media;
  vault: Vault;
  /** Looks again at events that came before their attempt was known (webhook-intake.ts). */
  replayKept: (of: { publishId: string } | { accountId: number }) => Promise<void>;
  /** In [0, 1); for jitter. */
  random: () => number;
}
