import { type AccountView } from '../../../contracts/accounts';
import { type CreatorInfoView, type getEntry } from '../../../contracts/composer';
import { type ResponseOf } from '../../../contracts/endpoint';
import { type MediaItem, type MediaKind } from '../../../contracts/media';
import { postOptions, type PostSummary, type PostView } from '../../../contracts/posts';

/** What the server answers with, for tests that change only what they are about. */
export const fileOf = (assetId: number, name: string, kind: MediaKind = 'video'): MediaItem => ({
  assetId,
  kind,
  name,
  mime: kind === 'video' ? 'video/mp4' : 'image/jpeg',
  ext: kind === 'video' ? '.mp4' : '.jpg',
  bytes: 12_000_000,
  width: 1080,
  height: 1920,
  previewUrl: null,
  updatedAt: '2026-11-01T00:00:00.000Z',
  field: 'video',
});

export const accountOf = (changes: Partial<AccountView> = {}): AccountView => ({
  id: 1,
  version: 0,
  openId: '-open-1',
  mode: 'live',
  nickname: 'Kim',
  handle: 'kim',
  verified: null,
  avatarUrl: null,
  counters: null,
  state: 'connected',
  stateMessage: null,
  grantedScopes: ['video.publish', 'video.upload'],
  missingScopes: [],
  label: null,
  timeZone: null,
  roleIds: null,
  creatorEmail: null,
  connectedAt: null,
  connectedBy: null,
  scheduledPosts: 0,
  ...changes,
});

export const summaryOf = (changes: Partial<PostSummary> = {}): PostSummary => ({
  id: 1,
  version: 1,
  kind: 'video',
  shareType: 'direct_post',
  transfer: 'file_upload',
  state: 'scheduled',
  stateLabel: 'Scheduled',
  reason: null,
  account: { id: 1, nickname: 'Kim', handle: 'kim' },
  source: { uid: 'api::article.article', documentId: 'd1', locale: 'en', status: 'published' },
  assetIds: [1],
  title: 'Harbour',
  excerpt: 'Hello',
  thumbnail: null,
  scheduledAt: '2099-12-02T12:00:00.000Z',
  nextStepAt: '2099-12-02T12:00:00.000Z',
  waitsForEntry: false,
  publishedAt: null,
  link: null,
  linkNote: null,
  progress: null,
  actions: [],
  createdAt: '2026-11-01T00:00:00.000Z',
  createdBy: 'Edda Editor',
  ruleName: null,
  entryChanged: null,
  ...changes,
});

export const postOf = (changes: Partial<PostView> = {}): PostView => ({
  ...summaryOf(),
  content: {
    caption: 'Hello',
    title: '',
    description: '',
    coverTimestampMs: null,
    photoCoverIndex: 0,
  },
  options: postOptions.parse({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
  media: [fileOf(1, 'quay.mp4')],
  consent: null,
  timeline: [],
  attempts: [],
  candidates: [],
  ...changes,
});

type Entry = ResponseOf<typeof getEntry>;

export const entryOf = (changes: Partial<Entry> = {}): Entry => ({
  title: 'Harbour',
  source: { uid: 'api::article.article', documentId: 'd1', locale: null, status: 'draft' },
  suggested: null,
  media: [fileOf(1, 'quay.mp4')],
  posts: [],
  mayPost: true,
  mayNotWhy: null,
  shareTypes: {
    allowed: ['direct_post', 'inbox'],
    preferred: 'direct_post',
    approval: 'optional',
  },
  ...changes,
});

export const creatorOf = (changes: Partial<CreatorInfoView> = {}): CreatorInfoView => ({
  nickname: 'Kim',
  handle: 'kim',
  avatarUrl: null,
  privacyLevels: ['PUBLIC_TO_EVERYONE', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoDurationSec: 600,
  ...changes,
});
