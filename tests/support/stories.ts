import { z } from 'zod';

import { CONSENT_VERSION, declarationFor } from '../../contracts/consent';
import { apiError } from '../../contracts/errors';
import { accountView, type AccountView } from '../../contracts/accounts';
import { type createPost, postOptions, postView, type PostView } from '../../contracts/posts';
import { type CallOf } from '../../contracts/endpoint';
import { settingsView, type SettingsInput } from '../../contracts/settings';
import { overLatest } from './over-latest';
import { type Answer, type Site } from './site';
import { type Emulator } from './tiktok';
import { lookAgain, PATIENCE_SECONDS } from './until';

const ok = <T>(answer: Answer, schema: z.ZodType<T>): T => {
  if (answer.status !== 200 && answer.status !== 201) {
    throw new Error(`HTTP ${answer.status}: ${answer.text}`);
  }
  return schema.parse(answer.body);
};

/** The story steps that many tests share, over real HTTP as the admin would do them. */
export const createStories = (site: Site, tiktok: () => Emulator, token: () => Promise<string>) => {
  const call = async <T>(
    method: string,
    path: string,
    schema: z.ZodType<T>,
    body?: unknown,
  ): Promise<T> => {
    const asked = overLatest(method, path, body);
    const options = { token: await token(), body: asked.body };
    return ok(await site.request(method, asked.address, options), schema);
  };

  const changeSettings = (changes: Partial<SettingsInput>) =>
    call('PUT', '/tiktok/settings', settingsView, changes);

  return {
    call,
    changeSettings,

    /** Direct Post and Inbox on, the app audited: what most stories start from. */
    useDirectPost: () =>
      changeSettings({
        enabled: true,
        shareType: 'direct_post',
        allowInbox: true,
        allowDirectPost: true,
        profileCard: true,
        audited: { sandbox: true, live: true },
      }),

    /** Connects a TikTok user through the consent page, as a browser would. */
    async connect(handle = 'demo_creator'): Promise<AccountView> {
      const { authorizeUrl } = await call(
        'POST',
        '/tiktok/accounts/connect',
        z.object({ authorizeUrl: z.string() }),
        { origin: new URL(site.url).origin },
      );
      const redirect = new URL(tiktok().approve(authorizeUrl, handle));
      const callback = await site.request('GET', `${redirect.pathname}${redirect.search}`);
      const location = callback.headers.get('location');
      if (callback.status !== 302 || !location) throw new Error(`callback: ${callback.text}`);
      const fragment = Object.fromEntries(new URLSearchParams(new URL(location).hash.slice(1)));
      const { account } = await call(
        'POST',
        '/tiktok/accounts/connect/complete',
        z.object({ account: accountView }),
        fragment,
      );
      return account;
    },

    /** An article with a video, saved as a draft; returns its documentId. */
    async writeArticle(video: number, title = 'A story'): Promise<string> {
      const answer = await site.request(
        'POST',
        '/content-manager/collection-types/api::article.article',
        { token: await token(), body: { title, video } },
      );
      return ok(answer, z.object({ data: z.object({ documentId: z.string() }) })).data.documentId;
    },

    /** The body of a direct video post by a person who has agreed; change what the test is about. */
    postOf(
      accountId: number,
      assetIds: number[],
      changes: Partial<CallOf<typeof createPost>['body']> = {},
    ): CallOf<typeof createPost>['body'] {
      const options = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const, ...changes.options };
      const shareType = changes.shareType ?? 'direct_post';
      return {
        idempotencyKey: `test-${Math.random().toString(36).slice(2)}`,
        accountId,
        shareType,
        kind: 'video',
        source: null,
        assetIds,
        content: { caption: 'Hello from Strapi #demo' },
        when: { type: 'now' },
        consent: {
          text: declarationFor(shareType, postOptions.parse(options)),
          version: CONSENT_VERSION,
        },
        ...changes,
        options,
      };
    },

    /** Sends it; told that the same file was sent a moment ago, goes on knowingly. */
    async createPost(body: CallOf<typeof createPost>['body']): Promise<PostView> {
      const knownRepeats = [...(body.knownRepeats ?? [])];
      for (;;) {
        const answer = await site.request('POST', '/tiktok/posts', {
          token: await token(),
          body: { ...body, knownRepeats },
        });
        const told = apiError.safeParse(answer.body).data?.error.details;
        if (told?.code !== 'just_sent' || told.postId === undefined) {
          return ok(answer, z.object({ post: postView })).post;
        }
        knownRepeats.push(told.postId);
      }
    },

    readPost: (id: number): Promise<PostView> =>
      call('GET', `/tiktok/posts/${id}`, z.object({ post: postView })).then(({ post }) => post),

    /** Waits until the post is as wanted; fails with its timeline if it does not get there. */
    async waitFor(
      id: number,
      wanted: (post: PostView) => boolean,
      seconds = PATIENCE_SECONDS,
    ): Promise<PostView> {
      const end = Date.now() + seconds * 1000;
      for (;;) {
        const post = await this.readPost(id);
        if (wanted(post)) return post;
        if (Date.now() > end) {
          const story = post.timeline.map(({ to, message }) => `  ${to ?? ''}: ${message}`);
          throw new Error(`post ${id} is ${post.state}, not as wanted:\n${story.join('\n')}`);
        }
        await lookAgain();
      }
    },
  };
};

export type Stories = ReturnType<typeof createStories>;
