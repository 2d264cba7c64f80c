import { spawn } from 'node:child_process';
import path from 'node:path';

import { z } from 'zod';

import { AUDITED, CONSENT_VERSION } from '../../../contracts/consent';
import { type CallOf } from '../../../contracts/endpoint';
import { type PostView } from '../../../contracts/posts';
import { type createRule, getEntryRules, ruleView, type RuleView } from '../../../contracts/rules';
import { APP, ROOT, startTestStrapi, type StartOptions } from '../../support';
import { appEnv } from '../../support/app-env';
import { startPublisher } from '../posts/support';

export const ARTICLE = 'api::article.article';
export const CLIP = 'api::clip.clip';
export const SHOWREEL = 'api::showreel.showreel';

/** Fields of an entry: Strapi knows the demo's types only after it has written theirs out. */
export const fields = (data: Record<string, unknown>): Record<string, unknown> => data;

export const HOUR = 3_600_000;
export const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
/** The options of a post that everyone can see. */
export const everyone = { privacyLevel: 'PUBLIC_TO_EVERYONE' as const };

type Body = CallOf<typeof createRule>['body'];
type Changes = Partial<Body>;

const oneRule = z.object({ rule: ruleView });
const ids = z.array(z.object({ id: z.coerce.number() }));
const saved = z.looseObject({ documentId: z.string() });

/** A site with a TikTok beside it, and what tests of rules ask of it. */
export const startRules = async (options: StartOptions = {}) => {
  const publisher = await startPublisher({
    site: await startTestStrapi({ ...options, emulator: { allowPrivatePulls: true } }),
  });
  const { site, stories, db } = publisher;
  const { strapi } = site;

  const rules = {
    /** An Inbox rule for an hour later, so that its posts can be looked at before they are sent. */
    inputOf: (accountId: number, changes: Changes = {}): Body => ({
      name: 'Every article',
      enabled: true,
      uid: ARTICLE,
      mediaField: null,
      captionTemplate: '{{ title }}',
      titleTemplate: '',
      accountId,
      accountByLocale: {},
      shareType: 'inbox',
      time: { type: 'delay', minutes: 60 },
      repeat: 'first',
      conditions: [],
      onUnpublish: 'cancel',
      ...changes,
    }),

    make: (accountId: number, changes: Changes = {}): Promise<RuleView> =>
      stories
        .call('POST', '/tiktok/rules', oneRule, rules.inputOf(accountId, changes))
        .then(({ rule }) => rule),

    /** Agrees to every post of a rule for two days, as its page does, with these differences. */
    async waive(
      { id, version }: Pick<RuleView, 'id' | 'version'>,
      changes: Record<string, unknown> = {},
      token?: string,
    ): Promise<{ status: number; text: string; rule: RuleView | null }> {
      const { status, text, body } = await site.request('POST', `/tiktok/rules/${id}/waiver`, {
        token: token ?? (await site.as('superAdmin')),
        body: {
          version,
          options: everyone,
          consent: { text: AUDITED.music, version: CONSENT_VERSION },
          expiresAt: inHours(48),
          understood: true,
          ...changes,
        },
      });
      return { status, text, rule: oneRule.safeParse(body).data?.rule ?? null };
    },

    /** What an editor decides for one entry in its panel. */
    decideFor: (documentId: string, changes: Record<string, unknown>): Promise<unknown> =>
      stories.call('PUT', `/tiktok/entries/${ARTICLE}/${documentId}/rules`, z.unknown(), {
        skip: false,
        caption: null,
        at: null,
        ...changes,
      }),

    async removeAll(): Promise<void> {
      const { rules: all } = await stories.call(
        'GET',
        '/tiktok/rules',
        z.object({ rules: z.array(ruleView) }),
      );
      for (const { id, version } of all) {
        await stories.call('DELETE', `/tiktok/rules/${id}?version=${version}`, z.unknown());
      }
    },

    /** Has everything that was published met its rules. */
    async settle(): Promise<void> {
      for (let round = 0; round < 20; round += 1) {
        await strapi.plugin('tiktok').service('publications').work();
        const left: unknown[] = await db('tiktok_publications').whereNull('lease_until').select();
        if (left.length === 0) return;
      }
      throw new Error('Publications are left over.');
    },

    /** The posts made of an entry, oldest first. */
    async postsOf(documentId: string): Promise<PostView[]> {
      await rules.settle();
      const rows = ids.parse(
        await db('tiktok_posts').where({ document_id: documentId }).orderBy('id').select('id'),
      );
      const posts: PostView[] = [];
      for (const { id } of rows) posts.push(await stories.readPost(id));
      return posts;
    },

    /** @throws Error unless the entry has exactly one post */
    async onlyPostOf(documentId: string): Promise<PostView> {
      const [post, ...others] = await rules.postsOf(documentId);
      if (!post || others.length > 0) {
        const why = await rules.whyOf(documentId, post?.source?.uid ?? ARTICLE);
        throw new Error(`${others.length + (post ? 1 : 0)} posts; ${why ?? ''}`);
      }
      return post;
    },

    /** What the entry's panel says of the first rule. */
    async whyOf(documentId: string, uid = ARTICLE): Promise<string | null> {
      await rules.settle();
      const shown = await stories.call(
        'GET',
        `/tiktok/entries/${uid}/${documentId}/rules`,
        getEntryRules.response,
      );
      return shown.rules[0]?.last?.why ?? null;
    },

    /** A draft of an article with a video, by the site's own code. */
    async draft(data: Record<string, unknown> = {}, locale?: string): Promise<string> {
      const made: unknown = await strapi.documents(ARTICLE).create({
        data: { title: 'A story', video: publisher.video.id, ...data },
        ...(locale === undefined ? {} : { locale }),
      });
      return saved.parse(made).documentId;
    },

    async published(data: Record<string, unknown> = {}): Promise<string> {
      const documentId = await rules.draft(data);
      await strapi.documents(ARTICLE).publish({ documentId });
      return documentId;
    },

    documentIdIn: (result: unknown): string => saved.parse(result).documentId,
  };
  return { ...publisher, strapi, rules };
};

export type RulesSite = Awaited<ReturnType<typeof startRules>>;

/** The package's own command, in the folder and with the environment of this site. */
export const commandOf =
  ({ site: { home, port } }: RulesSite) =>
  (...words: string[]): Promise<{ code: number | null; output: string }> =>
    new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(ROOT, 'bin/strapi-tiktok.js'), ...words], {
        cwd: APP,
        env: { ...process.env, ...appEnv(home, port, {}) },
      });
      let output = '';
      child.stdout.on('data', (part: Buffer) => (output += part.toString()));
      child.stderr.on('data', (part: Buffer) => (output += part.toString()));
      child.on('close', (code) => resolve({ code, output }));
    });
