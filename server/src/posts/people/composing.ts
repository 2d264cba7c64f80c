import { type ComposedPost, type EntrySource } from '../../../../contracts/posts';
import {
  checkConsent,
  checkPost,
  normaliseContent,
  normaliseOptions,
  type RuleProblem,
} from '../../../../contracts/post-rules';
import { type TransferMode } from '../../../../contracts/settings';
import { type Account } from '../../accounts';
import { type Content } from '../../content';
import { type Caller } from '../../http/handle';
import { forbidden, notFound, Problem } from '../../http/problem';
import {
  type ContentFacts,
  fingerprintDigest,
  inBatches,
  isSourceError,
  type Media,
  sameVersion,
  shownDigest,
} from '../../media';
import { type Settings } from '../../settings';
import { type AccountFor } from './account-for';
import { consentDigest } from '../life/consent';
import { type Creators } from './creator';
import { type Pass } from './gate';
import { type Hooks } from './hooks';
import { type ChosenTime, type PlannedTime, planTime } from './planned-time';
import { creatorLimits } from '../life/creator-limits';
import { type PostRow } from '../life/rows';

interface ComposingOptions {
  accountFor: AccountFor;
  settings: Settings;
  media: Media;
  content: Content;
  /** What an entry is now, in short. */
  entryNow: (source: EntrySource) => Promise<PostRow['entry_seen']>;
  creators: Creators;
  /** The account's next posting time that is free and none of `except`, epoch ms; null without any. */
  nextPostingTime: (accountId: number, except: readonly number[]) => Promise<number | null>;
  /** The site's own checks. @throws Problem `refused_by_site` */
  askBeforeConsent: Hooks['askBeforeConsent'];
}

interface CheckOptions {
  /**
   * A rule made it: what TikTok or the preflight object to holds it when it is sent, where it is seen,
   * instead of leaving nothing behind.
   */
  byRule?: boolean;
  /** Posting times that others took since the call began, epoch ms. */
  takenTimes?: readonly number[];
}

/** A composed post after all checks, in the words of the table. */
export interface Composed extends PlannedTime {
  account: Account;
  kind: PostRow['kind'];
  shareType: PostRow['share_type'];
  transfer: TransferMode;
  source: ComposedPost['source'];
  title: string;
  content: PostRow['content'];
  options: PostRow['options'];
  media: PostRow['media'];
  entrySeen: PostRow['entry_seen'];
  /** Null for drafts and for what waits for approval. */
  consent: PostRow['consent'];
}

const asProblem = (status: number, problem: RuleProblem): Problem =>
  new Problem({
    status,
    code: problem.code,
    message: problem.message,
    remedy: problem.remedy,
    fields: { [problem.field]: problem.message },
  });

/** Checking what a person composed: account, rights, files, rules and consent. Stores nothing. */
export const createComposing = ({
  accountFor,
  settings,
  media,
  content,
  entryNow,
  creators,
  nextPostingTime,
  askBeforeConsent,
}: ComposingOptions) => {
  /** The entry, if the person may post it and the files are its own; null for assets alone. */
  const entryOf = async (
    caller: Caller,
    { source, assetIds }: ComposedPost,
  ): Promise<{ title: string; source: EntrySource } | null> => {
    for (const assetId of assetIds) {
      if (!(await media.mayRead(caller, assetId))) throw notFound(`The file number ${assetId}`);
    }
    if (!source) return null;
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
    return entry;
  };

  const readFiles = async (
    assetIds: readonly number[],
    agreed: boolean,
  ): Promise<PostRow['media']> => {
    try {
      return await inBatches(assetIds, (assetId) =>
        agreed ? media.agreed(assetId) : media.fingerprint(assetId),
      );
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

  /** The files as they are now, which must be the ones that were on the screen. */
  const filesOf = async (body: ComposedPost, agreed: boolean): Promise<PostRow['media']> => {
    const files = await readFiles(body.assetIds, agreed);
    const { kind, fingerprints: seen } = body;
    if (files.some((file) => file.kind !== kind) || (kind === 'video' && files.length !== 1)) {
      throw new Problem({
        status: 400,
        code: 'wrong_media',
        message: 'A post is either one video, or one to 35 pictures.',
        remedy: 'Choose the files again.',
      });
    }
    const replaced =
      seen && files.find((file, index) => !sameVersion(shownDigest(file), seen[index] ?? ''));
    if (replaced) {
      throw new Problem({
        status: 409,
        code: 'file_replaced',
        message: `The file "${replaced.name}" was replaced while the form was open.`,
        remedy: 'Open the form again and look at the file that is there now. Nothing was sent.',
      });
    }
    return files;
  };

  const transferOf = async ({ kind, transfer }: ComposedPost): Promise<TransferMode> => {
    // TikTok takes photos only by pulling them (content-posting-api-reference-photo-post).
    if (kind === 'photo') return 'pull_from_url';
    return transfer ?? (await settings.current()).transfer;
  };

  /**
   * The form's own rules, enforced again with what TikTok said of the account. Returns what was found
   * in the files.
   */
  const enforceRules = async (
    caller: Caller,
    account: Account,
    body: ComposedPost,
    files: PostRow['media'],
  ): Promise<(ContentFacts | null)[]> => {
    const probes = await Promise.all(
      files.map((file) => media.probe(file.assetId, { asker: { person: caller.id } })),
    );
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
    if (problem) throw asProblem(422, problem);
    return probes.map(({ content, fingerprint }, index) => {
      const file = files[index];
      // A file that was replaced in between is found out when it is sent; these are not its facts.
      const isSame =
        file && fingerprint && sameVersion(fingerprintDigest(file), fingerprintDigest(fingerprint));
      return isSame ? content : null;
    });
  };

  /** @throws Problem `no_posting_times` */
  const timeOf = async (
    { accountId, when }: ComposedPost,
    except: readonly number[],
  ): Promise<ChosenTime> => {
    if (when.type !== 'next_slot') return when;
    const at = await nextPostingTime(accountId, except);
    if (at !== null) return { type: 'at', at: new Date(at).toISOString() };
    throw new Problem({
      status: 409,
      code: 'no_posting_times',
      message: 'This account has no recurring posting times.',
      remedy: 'Choose a time, or set its posting times under Settings > TikTok > Accounts.',
    });
  };

  const consentOf = (
    caller: Caller,
    account: Account,
    body: ComposedPost,
    agreed: Pick<PostRow, 'content' | 'options' | 'media'>,
    facts: (ContentFacts | null)[] | undefined,
  ): PostRow['consent'] => {
    const problem = checkConsent(body.consent, body);
    if (problem) throw asProblem(409, problem);
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
      ...(facts ? { facts } : {}),
    };
  };

  return {
    /**
     * Checks everything. Drafts may be incomplete; so may what an API token sends for approval,
     * since the person who approves completes the form.
     * @param pass what the gate let through, for this very choice of a time
     * @throws Problem saying what is wrong with it
     */
    async check(
      pass: Pass,
      body: ComposedPost,
      { byRule = false, takenTimes = [] }: CheckOptions = {},
    ): Promise<Composed> {
      const { caller } = pass;
      const when = await timeOf(body, takenTimes);
      const planned = planTime(pass, { when, source: body.source });
      const account = await accountFor(caller, body.accountId, body.shareType);
      const entry = await entryOf(caller, body);
      const entrySeen = entry && (await entryNow(entry.source));
      const files = await filesOf(body, planned.state === 'scheduled');
      const agreed = {
        content: normaliseContent(body.kind, body.shareType, body.content),
        options: normaliseOptions(body.kind, body.shareType, body.options),
        media: files,
      };
      const unfinished =
        byRule ||
        planned.state === 'draft' ||
        (planned.state === 'awaiting_approval' && !caller.isPerson);
      const facts = unfinished ? undefined : await enforceRules(caller, account, body, files);
      if (planned.state === 'scheduled') {
        const by = { id: caller.id, name: caller.name };
        await askBeforeConsent({ by, byRule, post: body });
      }
      return {
        ...planned,
        account,
        kind: body.kind,
        shareType: body.shareType,
        transfer: await transferOf(body),
        // As it was read: with the locale that the entry has, if none was named.
        source: entry?.source ?? null,
        title: entry?.title || files[0]?.name || '',
        entrySeen,
        ...agreed,
        consent:
          planned.state === 'scheduled' ? consentOf(caller, account, body, agreed, facts) : null,
      };
    },
  };
};

export type Composing = ReturnType<typeof createComposing>;
