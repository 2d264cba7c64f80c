import { type createPost } from '../../../contracts/posts';
import { type CallOf } from '../../../contracts/endpoint';

type Body = CallOf<typeof createPost>['body'];

/** What every story needs in the media library. */
export interface Files {
  video: number;
  /** Over 64,000,000 bytes: more than one chunk. */
  long: number;
  pictures: number[];
}

/** One way through a post's life, from the request that makes it to its end. */
export interface Tale {
  name: string;
  /** In words, for the table. */
  title: string;
  /** TikTok's webhooks reach the site; otherwise only polling tells. */
  webhooks: boolean;
  /** The account's access token has run out when the post begins. */
  expired?: boolean;
  /** The init is the commit: a lost answer of it may stay unknown. */
  pulls?: boolean;
  assets: (files: Files) => number[];
  changes: Partial<Body>;
}

const video = ({ video: id }: Files): number[] => [id];

export const TALES: readonly Tale[] = [
  {
    name: 'direct',
    title: 'Direct Post, upload of one chunk',
    webhooks: true,
    assets: video,
    changes: {},
  },
  {
    name: 'polled',
    title: 'Direct Post, upload, no webhook arrives',
    webhooks: false,
    assets: video,
    changes: {},
  },
  {
    name: 'chunks',
    title: 'Direct Post, upload of seven chunks',
    webhooks: true,
    assets: ({ long }) => [long],
    changes: {},
  },
  {
    name: 'inbox',
    title: 'Inbox, upload, finished in the app',
    webhooks: true,
    assets: video,
    changes: { shareType: 'inbox' },
  },
  {
    name: 'pull',
    title: 'Direct Post, PULL_FROM_URL',
    webhooks: true,
    pulls: true,
    assets: video,
    changes: { transfer: 'pull_from_url' },
  },
  {
    name: 'photo',
    title: 'Direct Post of photos, no webhook arrives',
    webhooks: false,
    pulls: true,
    assets: ({ pictures }) => pictures,
    changes: { kind: 'photo', content: { title: 'Two pictures' } },
  },
  {
    name: 'refresh',
    title: 'Direct Post with an access token that ran out',
    webhooks: true,
    expired: true,
    assets: video,
    changes: {},
  },
];
