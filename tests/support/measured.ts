const HOUR = 3_600_000;
/** After its age has come so long, as a collector does that looks every minute. */
const SOON = 60_000;

/** A post that is on TikTok, and how its video does there. */
export interface MeasuredPost {
  /** Of the post, and of the row of its video. */
  id: number;
  accountId: number;
  videoId: string;
  entry: { uid: string; documentId: string; locale: string };
  /** Epoch ms. */
  createdAt: number;
  measuredAt: number;
  /** When it is measured next. */
  nextAt: number;
  views: number;
  author: { id: number; name: string };
  rule: string | null;
}

const countersOf = (views: number) => ({
  views,
  likes: Math.floor(views / 12),
  comments: Math.floor(views / 90),
  shares: Math.floor(views / 50),
});

/** The rows of it, as publishing and measuring leave them. */
export const measuredPost = ({
  id,
  accountId,
  videoId,
  entry: { uid, documentId, locale },
  createdAt,
  measuredAt,
  nextAt,
  views,
  author,
  rule,
}: MeasuredPost) => {
  const entry = { uid, document_id: documentId, locale };
  return {
    post: {
      id,
      idempotency_key: `measured-${id}`,
      account_id: accountId,
      kind: 'video',
      share_type: 'direct_post',
      transfer: 'file_upload',
      state: 'published',
      title: `Story ${id}`,
      content: JSON.stringify({ caption: `Story ${id}` }),
      options: JSON.stringify({ privacyLevel: 'PUBLIC_TO_EVERYONE' }),
      media: '[]',
      fence: 0,
      tries: 0,
      version: 1,
      waits_for_entry: 0,
      published_at: createdAt,
      post_ids: JSON.stringify([videoId]),
      created_by_id: author.id,
      created_by_name: author.name,
      rule_name: rule,
      created_at: createdAt,
      updated_at: createdAt,
      source_status: 'published',
      ...entry,
    },
    video: {
      id,
      account_id: accountId,
      video_id: videoId,
      post_id: id,
      kind: 'video',
      created_at: createdAt,
      share_url: `https://www.tiktok.com/@demo_creator/video/${videoId}`,
      measured_at: measuredAt,
      next_at: nextAt,
      ...entry,
      ...countersOf(views),
    },
  };
};

/** A sample of its video at an age in hours; taken `lateBy` ms after it. */
export const measuredSample = (
  { id, accountId, createdAt }: Pick<MeasuredPost, 'id' | 'accountId' | 'createdAt'>,
  hours: number,
  views: number,
  { lateBy = SOON, late = false } = {},
) => ({
  video_row: id,
  account_id: accountId,
  slot: hours,
  at: createdAt + hours * HOUR + lateBy,
  age_ms: hours * HOUR + lateBy,
  late: late ? 1 : 0,
  ...countersOf(views),
});
