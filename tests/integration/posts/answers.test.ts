import { type PostState } from '../../../contracts/posts';
import { type FaultInput } from '../../../emulator';
import { makePicture } from '../../support';
import { type Composed, isIn, type PublisherSite, startPublisher, storyOf } from './support';

/** What TikTok may answer to one step of a post, and what must come of it. */
interface Answer {
  step: string;
  answer: string;
  faults: FaultInput[];
  post?: 'upload' | 'pull' | 'photo';
  /** TikTok's events do not come: only its answers tell. */
  isQuiet?: boolean;
  ends: PostState;
  reason?: string;
  /** In the words that people read, of the reason or of the history. */
  says?: RegExp;
  inits: number;
  uploads?: number;
  /** How many are live in truth, where it is not what TikTok said. */
  live?: number;
  /** Where the post never was on its way. */
  neverIn?: PostState;
}

const edited = (
  endpoint: FaultInput['endpoint'],
  change: { without?: string[]; put?: Record<string, string | number | string[]> },
  times = 1,
): FaultInput => ({ kind: 'edited', endpoint, times, ...change }) as FaultInput;
const EVER = 999;
const INIT_OF = { pull: 'video.init', photo: 'content.init' } as const;

const ANSWERS: Answer[] = [
  {
    step: 'init of an upload',
    answer: 'incomplete: without an upload_url, ever',
    faults: [edited('video.init', { without: ['upload_url'] }, EVER)],
    ends: 'failed',
    reason: 'no_upload_url',
    says: /never gave an address/,
    inits: 3,
    uploads: 0,
  },
  {
    step: 'init of an upload',
    answer: 'incomplete: without an upload_url, once',
    faults: [edited('video.init', { without: ['upload_url'] })],
    ends: 'published',
    says: /gave no address to upload the file to/,
    inits: 2,
  },
  {
    step: 'init of an upload',
    answer: 'incomplete: without a publish_id, once',
    faults: [edited('video.init', { without: ['publish_id'] })],
    ends: 'published',
    inits: 2,
  },
  {
    step: 'init of an upload',
    answer: 'another’s address to upload to',
    faults: [edited('video.init', { put: { upload_url: 'https://files.example.com/video/?t=1' } })],
    ends: 'failed',
    reason: 'upload_url_refused',
    says: /files\.example\.com/,
    inits: 1,
    uploads: 0,
  },
  {
    step: 'init of an upload',
    answer: 'of a newer API: members that nobody knows',
    faults: [edited('video.init', { put: { region: 'eu', hints: ['a', 'b'] } })],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'init of a pull',
    answer: 'incomplete: without a publish_id; the event tells it',
    post: 'pull',
    faults: [edited('video.init', { without: ['publish_id'] })],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'init of a pull',
    answer: 'incomplete: without a publish_id, and no event comes',
    post: 'pull',
    isQuiet: true,
    faults: [edited('video.init', { without: ['publish_id'] })],
    ends: 'outcome_unknown',
    reason: 'outcome_unknown',
    inits: 1,
  },
  ...(['pull', 'photo'] as const).flatMap((post): Answer[] => [
    {
      step: `init of a ${post}`,
      answer: 'refused: the sign-in is dead, and cannot be renewed',
      post,
      faults: [
        { kind: 'error', code: 'access_token_invalid', endpoint: INIT_OF[post] },
        { kind: 'error', code: 'invalid_grant', endpoint: 'oauth.token:refresh_token' },
      ],
      ends: 'held',
      reason: 'account_needs_reconnect',
      inits: 1,
      neverIn: 'outcome_unknown',
    },
    {
      step: `init of a ${post}`,
      answer: 'refused for now: the sign-in is dead, and its renewal out of order for a while',
      post,
      faults: [
        { kind: 'error', code: 'access_token_invalid', endpoint: INIT_OF[post] },
        { kind: 'status', status: 503, endpoint: 'oauth.token:refresh_token', times: 2 },
      ],
      ends: 'published',
      inits: 2,
      neverIn: 'outcome_unknown',
    },
  ]),
  {
    step: 'init of photos',
    answer: 'of a newer API: an upload_url that photos have no use for',
    post: 'photo',
    faults: [edited('content.init', { put: { upload_url: 'https://files.example.com/' } })],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'the one part of an upload',
    answer: 'refused for good: 400',
    faults: [{ kind: 'status', status: 400, endpoint: 'upload', times: EVER }],
    ends: 'failed',
    reason: 'upload_refused',
    says: /refused a part of the upload/,
    inits: 1,
    uploads: 1,
  },
  {
    step: 'the one part of an upload',
    answer: 'refused from the start, which proves nothing: 403, then taken',
    faults: [{ kind: 'status', status: 403, endpoint: 'upload', times: 2 }],
    ends: 'published',
    says: /TikTok is asked whether it arrived/,
    inits: 1,
    uploads: 3,
  },
  {
    step: 'the one part of an upload',
    answer: 'refused with 403 at first, and with 400 in a later step, when it may be there',
    faults: [
      { kind: 'status', status: 403, endpoint: 'upload', call: 1 },
      { kind: 'status', status: 400, endpoint: 'upload', call: 2 },
    ],
    ends: 'published',
    inits: 1,
    uploads: 3,
  },
  {
    step: 'the one part of an upload',
    answer: 'lost at first, then refused, which proves nothing any more',
    faults: [
      { kind: 'drop_after', endpoint: 'upload' },
      { kind: 'status', status: 400, endpoint: 'upload', times: EVER },
    ],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'status',
    answer: 'of a newer API: a word that nobody knows',
    isQuiet: true,
    faults: [edited('status', { put: { status: 'PROCESSING_MODERATION' } }, 3)],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'status',
    answer: 'incomplete: without a status',
    isQuiet: true,
    faults: [edited('status', { without: ['status'] }, 2)],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'status',
    answer: 'refused for now: 429',
    isQuiet: true,
    faults: [{ kind: 'error', code: 'rate_limit_exceeded', endpoint: 'status', times: 2 }],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'status',
    answer: 'denied once, although TikTok has it',
    isQuiet: true,
    faults: [{ kind: 'error', code: 'invalid_publish_id', endpoint: 'status', call: 2 }],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'status',
    answer: 'failed, for a reason that nobody knows',
    isQuiet: true,
    faults: [
      edited('status', { put: { status: 'FAILED', fail_reason: 'brand_new_reason' } }, EVER),
    ],
    ends: 'failed',
    reason: 'brand_new_reason',
    inits: 1,
    live: 1,
  },
  {
    step: 'status',
    answer: 'denied once, after many that said that it is being processed',
    isQuiet: true,
    faults: [
      edited('status', { put: { status: 'PROCESSING_UPLOAD' } }, 6),
      { kind: 'error', code: 'invalid_publish_id', endpoint: 'status', call: 7 },
    ],
    ends: 'published',
    inits: 1,
    neverIn: 'outcome_unknown',
  },
  {
    step: 'status',
    answer: 'denied five times in a row, and known again later',
    isQuiet: true,
    faults: [{ kind: 'error', code: 'invalid_publish_id', endpoint: 'status', times: 7 }],
    ends: 'published',
    says: /may or may not have taken this post/,
    inits: 1,
  },
  {
    step: 'status',
    answer: 'complete, with ids as text and one of them twice',
    isQuiet: true,
    faults: [
      edited('status', {
        put: {
          status: 'PUBLISH_COMPLETE',
          publicaly_available_post_id: ['7678907398077074696', '7678907398077074696'],
        },
      }),
    ],
    ends: 'published',
    inits: 1,
  },
  {
    step: 'creator info',
    answer: 'incomplete: without the choices of privacy, once',
    faults: [
      { ...edited('creator_info', { without: ['privacy_level_options'] }), call: 2 } as FaultInput,
    ],
    ends: 'published',
    inits: 1,
  },
];

describe('every step of a post, and what TikTok may answer to it', () => {
  let publisher: PublisherSite;
  let picture: number;

  beforeAll(async () => {
    publisher = await startPublisher();
    const file = `${publisher.site.home.directory}/answers.jpg`;
    picture = (await publisher.site.uploadAsset(await makePicture(file))).id;
  });
  afterAll(() => publisher?.stop());
  afterEach(async () => {
    publisher.tiktok.faults.clear();
    publisher.tiktok.setWebhookUrl(`${publisher.site.url}/api/tiktok/webhook`);
    await publisher.db('tiktok_outages').delete();
  });

  const bodyOf = (kind: Answer['post']): Composed => {
    if (kind === 'pull') return { transfer: 'pull_from_url' };
    return kind === 'photo'
      ? { kind: 'photo', assetIds: [picture], content: { title: 'Harbour' } }
      : {};
  };

  it.each(ANSWERS.map((one) => [`${one.step}: ${one.answer}`, one] as const))(
    '%s',
    async (_name, { faults, post: kind, isQuiet, ends, reason, says, inits, uploads, ...more }) => {
      const { tiktok, newAccount, send, hasteTo } = publisher;
      const { id, handle } = await newAccount();
      if (isQuiet) tiktok.setWebhookUrl(null);
      tiktok.faults.add(...faults.map((fault) => ({ ...fault, handle })));
      const post = await send(id, bodyOf(kind));
      const end = isIn(ends);
      const done = await hasteTo(post.id, end);
      expect(done.reason?.code).toBe(reason);
      if (says) expect(`${done.reason?.message ?? ''}\n${storyOf(done)}`).toMatch(says);
      expect(publisher.inits(handle)).toHaveLength(inits);
      if (uploads !== undefined) {
        expect(publisher.calls(handle, 'upload').length).toBe(uploads);
      }
      if (more.neverIn) expect(done.timeline.map(({ to }) => to)).not.toContain(more.neverIn);
      const isLive = ends === 'published' || ends === 'outcome_unknown';
      await tiktok.settled();
      expect(publisher.live(handle)).toHaveLength(more.live ?? (isLive ? 1 : 0));
    },
  );

  it('the one part of an upload: refused, and TikTok never says what it has: lost sight of after a day', async () => {
    const { tiktok, newAccount, send, stories, hasteTo, db } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({ kind: 'status', status: 403, endpoint: 'upload', times: EVER, handle }, {
      ...edited('status', { without: ['uploaded_bytes'] }, EVER),
      handle,
    } as FaultInput);
    const post = await send(id);
    await stories.waitFor(post.id, ({ reason }) => reason?.code === 'last_part_in_doubt');
    const yesterday = Date.now() - 25 * 3_600_000;
    await db('tiktok_attempts')
      .where({ post_id: post.id })
      .update({ intent_at: yesterday, upload_expires_at: yesterday });
    const lost = await hasteTo(post.id, isIn('outcome_unknown'));
    expect(lost.actions).toContain('resolve');
    expect(publisher.inits(handle)).toHaveLength(1);
    expect(publisher.live(handle)).toHaveLength(0);
  });

  it('status: failed at first, and an event says later that it is live', async () => {
    const { site, tiktok, newAccount, send, hasteTo, stories, accepted } = publisher;
    const { id, handle } = await newAccount();
    tiktok.setWebhookUrl(null);
    tiktok.faults.add({
      ...edited('status', { put: { status: 'FAILED', fail_reason: 'internal' } }),
      handle,
    } as FaultInput);
    const post = await send(id);
    await hasteTo(post.id, isIn('failed'));
    await tiktok.settled();
    tiktok.setWebhookUrl(`${site.url}/api/tiktok/webhook`);
    const [publish] = accepted(handle);
    tiktok.sendWebhook({
      openId: publish!.openId,
      event: 'post.publish.complete',
      content: { publish_id: publish!.publishId, publish_type: 'DIRECT_PUBLISH' },
    });
    await stories.waitFor(post.id, isIn('published'));
    expect(publisher.live(handle)).toHaveLength(1);
  });
});
