import { type Composed } from '../posts/support';

/** The calls of a post's life at which something can go wrong. */
export type StoryEndpoint =
  | 'oauth.token:refresh_token'
  | 'creator_info'
  | 'video.init'
  | 'inbox.init'
  | 'content.init'
  | 'upload'
  | 'status'
  | 'video.list';

export type StoryName = 'direct' | 'inbox' | 'pull' | 'photo';

export interface Story {
  name: StoryName;
  /** Every call the publisher makes for it, in order. */
  endpoints: readonly StoryEndpoint[];
  /** How it ends when nothing goes wrong. */
  end: 'published' | 'in_inbox';
  body: (pictureId: number) => Composed;
}

const REFRESH = 'oauth.token:refresh_token';

export const STORIES: readonly Story[] = [
  {
    name: 'direct',
    endpoints: [REFRESH, 'creator_info', 'video.init', 'upload', 'status'],
    end: 'published',
    body: () => ({}),
  },
  {
    name: 'inbox',
    endpoints: [REFRESH, 'inbox.init', 'upload', 'status'],
    end: 'in_inbox',
    body: () => ({ shareType: 'inbox', options: {} }),
  },
  {
    name: 'pull',
    endpoints: [REFRESH, 'creator_info', 'video.init', 'status', 'video.list'],
    end: 'published',
    body: () => ({ transfer: 'pull_from_url' }),
  },
  {
    name: 'photo',
    endpoints: [REFRESH, 'creator_info', 'content.init', 'status', 'video.list'],
    end: 'published',
    body: (pictureId) => ({
      kind: 'photo',
      assetIds: [pictureId],
      content: { title: 'Harbour' },
    }),
  },
];
