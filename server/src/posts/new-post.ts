import { ACTIONS } from '../../../contracts/permissions';
import { type RequestOf } from '../../../contracts/endpoint';
import { type createPost } from '../../../contracts/posts';
import {
  checkConsent,
  checkPost,
  normaliseContent,
  normaliseOptions,
} from '../../../contracts/post-rules';
import { type TransferMode } from '../../../contracts/settings';
import { type Account, type Accounts } from '../accounts';
import { type Content } from '../content';
import { type Caller } from '../http/handle';
import { forbidden, notFound, Problem } from '../http/problem';
import { isSourceError, type Media } from '../media';
import { type Settings } from '../settings';
import { consentDigest } from './consent';
import { type Creators } from './creator';
import { type Engine } from './engine';
import { type PostStore } from './post-store';
import { creatorLimits } from './publisher/prepare';
import { type PostRow } from './rows';

type NewPostRequest = RequestOf<typeof createPost>['body'];

interface NewPostsOptions {
  posts: PostStore;
  accounts: Accounts;
  settings: Settings;
  media: Media;
  content: Content;
  creators: Creators;
  engine: () => Engine;
}

/** A time so near is "now": it takes the right to publish. */
const AT_ONCE_MS = 60_000;

/** Making a post out of what a person composed: rights, rules and consent are checked here. */
export const createNewPosts = ({
  posts,
  accounts,
  settings,
  media,
  content,
  creators,
  engine,
}: NewPostsOptions) => {
  /** The account, if this person may post with it and it can be posted to in this way. */
  const accountFor = async (
    caller: Caller,
    id: number,
    shareType: PostRow['share_type'],
  ): Promise<Account> => {
    const account = await accounts.require(id);
    if (!accounts.mayPostWith(caller, account)) throw notFound('This TikTok account');
    const app = await settings.activeApp();
    if (account.state !== 'connected' || account.clientKey !== app.clientKey) {
      throw new Problem({
        status: 409,
        code: 'account_not_connected',
        message: `The account ${account.nickname} is not connected with the TikTok app that is active now.`,
        remedy: 'Connect it again under Settings > TikTok > Accounts.',
      });
    }
    const { allowInbox, allowDirectPost } = await settings.current();
    if (shareType === 'inbox' ? !allowInbox : !allowDirectPost) {
      throw new Problem({
        status: 409,
        code: 'share_type_not_allowed',
        message: `${shareType === 'inbox' ? 'Inbox' : 'Direct Post'} is switched off for this site.`,
        remedy:
          'Choose the other Share Type, or switch it on under Settings > TikTok > TikTok app.',
      });
    }
    const scope = shareType === 'inbox' ? 'video.upload' : 'video.publish';
    if (!account.grantedScopes.includes(scope)) {
      throw new Problem({
        status: 409,
        code: 'scope_missing',
        message: `The account ${account.nickname} did not grant ${scope}.`,
        remedy: 'Reconnect the account and tick this permission on TikTok’s page.',
      });
    }
    return account;
  };

  /** The entry's title, if the person may post it and the files are its own; else the asset's name. */
  const titleOf = async (caller: Caller, { source, assetIds }: NewPostRequest): Promise<string> => {
    for (const assetId of assetIds) {
      if (!(await media.mayRead(caller, assetId))) throw notFound(`The file number ${assetId}`);
    }
    if (!source) return '';
    const right = await content.mayPost(caller, source);
    if (!right.may) {
      throw forbidden(
        right.why ?? 'You may not publish this entry.',
        'Ask an administrator for the right to publish entries of this type.',
      );
    }
    const entry = await content.readEntry(source);
    if (!entry) throw notFound('This version of the entry');
    const own = new Set(entry.media.map(({ assetId }) => assetId));
    if (!assetIds.every((assetId) => own.has(assetId))) {
      throw new Problem({
        status: 409,
        code: 'not_in_entry',
        message: 'A chosen file is no longer in the saved entry.',
        remedy: 'Close the form, save the entry, and open the form again.',
      });
    }
    return entry.title;
  };

  const fingerprints = async ({ assetIds, kind }: NewPostRequest): Promise<PostRow['media']> => {
    try {
      const files = await Promise.all(assetIds.map((assetId) => media.fingerprint(assetId)));
      if (files.some((file) => file.kind !== kind) || (kind === 'video' && files.length !== 1)) {
        throw new Problem({
          status: 400,
          code: 'wrong_media',
          message: 'A post is either one video, or one to 35 pictures.',
          remedy: 'Choose the files again.',
        });
      }
      return files;
    } catch (error) {
      if (!isSourceError(error)) throw error;
      throw new Problem({
        status: error.retryable ? 503 : 409,
        code: error.code,
        message: error.message,
        remedy: error.remedy,
      });
    }
  };

  const transferOf = async ({ kind, transfer }: NewPostRequest): Promise<TransferMode> => {
    // TikTok takes photos only by pulling them (contract sheet, 5.3).
    if (kind === 'photo') return 'pull_from_url';
    return transfer ?? (await settings.current()).transfer;
  };

  /** The form's own rules, enforced again with what TikTok said of the account. */
  const enforceRules = async (
    account: Account,
    body: NewPostRequest,
    files: PostRow['media'],
  ): Promise<void> => {
    const probes = await Promise.all(files.map((file) => media.probe(file.assetId)));
    const answer = body.shareType === 'direct_post' ? await creators.recent(account) : null;
    const [problem] = checkPost({
      kind: body.kind,
      shareType: body.shareType,
      content: body.content,
      options: body.options,
      creator: answer?.ok ? creatorLimits(answer.creator) : null,
      cannotPost: answer && !answer.ok ? answer.cannotPost : null,
      audited: await settings.isAudited(account.mode),
      media: files.map((file, index) => ({
        name: file.name,
        durationSec: probes[index]?.facts.duration ?? null,
        findings: probes[index]?.findings ?? [],
      })),
    });
    if (!problem) return;
    throw new Problem({
      status: 422,
      code: problem.code,
      message: problem.message,
      remedy: problem.remedy,
      fields: { [problem.field]: problem.message },
    });
  };

  const consentOf = (
    caller: Caller,
    account: Account,
    body: NewPostRequest,
    agreed: Pick<PostRow, 'content' | 'options' | 'media'>,
  ): PostRow['consent'] => {
    const problem = checkConsent(body.consent, body);
    if (problem) {
      throw new Problem({
        status: 409,
        code: problem.code,
        message: problem.message,
        remedy: problem.remedy,
        fields: { [problem.field]: problem.message },
      });
    }
    if (!body.consent) return null;
    return {
      text: body.consent.text,
      version: body.consent.version,
      byId: caller.id,
      byName: caller.name,
      at: new Date().toISOString(),
      digest: consentDigest({
        openId: account.openId,
        shareType: body.shareType,
        kind: body.kind,
        ...agreed,
      }),
    };
  };

  const checkWhen = (caller: Caller, { when }: NewPostRequest): void => {
    if (when.type === 'draft') return;
    if (!caller.isPerson) {
      throw forbidden(
        'An API token can create drafts only: agreeing to a post takes a person.',
        'Create it as a draft, and let a person confirm it in the Strapi admin.',
      );
    }
    const atOnce = when.type === 'now' || Date.parse(when.at) <= Date.now() + AT_ONCE_MS;
    if (atOnce && !caller.ability.can(ACTIONS.publishPosts)) {
      throw forbidden(
        'You may compose and schedule, but not publish at once.',
        'Choose a time, or ask someone who may publish.',
      );
    }
  };

  return {
    accountFor,

    /** Records a post, with its consent unless it is a draft, and hands it over. Same key, same post. */
    async create(caller: Caller, body: NewPostRequest): Promise<PostRow> {
      const before = await posts.findByKey(body.idempotencyKey);
      if (before) {
        if (before.created_by_id !== caller.id) throw notFound('This post');
        return before;
      }
      checkWhen(caller, body);
      const account = await accountFor(caller, body.accountId, body.shareType);
      const title = await titleOf(caller, body);
      const files = await fingerprints(body);
      const agreed = {
        content: normaliseContent(body.kind, body.shareType, body.content),
        options: normaliseOptions(body.kind, body.shareType, body.options),
        media: files,
      };
      const draft = body.when.type === 'draft';
      if (!draft) await enforceRules(account, body, files);
      const { post } = await posts.insert(
        {
          idempotencyKey: body.idempotencyKey,
          accountId: account.id,
          kind: body.kind,
          shareType: body.shareType,
          transfer: await transferOf(body),
          state: draft ? 'draft' : 'scheduled',
          source: body.source,
          title: title || files[0]?.name || '',
          ...agreed,
          consent: draft ? null : consentOf(caller, account, body, agreed),
          scheduledAt: body.when.type === 'at' ? Date.parse(body.when.at) : null,
          author: { id: caller.id, name: caller.name },
        },
        {
          code: draft ? 'drafted' : 'agreed',
          message: draft
            ? `${caller.name} saved a draft.`
            : `${caller.name} agreed to the post and ${body.when.type === 'now' ? 'sent it' : 'scheduled it'}.`,
          actor: caller.name,
        },
      );
      engine().nudge();
      return post;
    },
  };
};

export type NewPosts = ReturnType<typeof createNewPosts>;
