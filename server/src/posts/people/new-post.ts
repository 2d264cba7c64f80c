import { type RequestOf } from '../../../../contracts/endpoint';
import { normaliseContent, normaliseOptions } from '../../../../contracts/post-rules';
import { type createPost, type PostReason } from '../../../../contracts/posts';
import { type Caller } from '../../http/handle';
import { notFound, Problem } from '../../http/problem';
import { type Composed } from './composing';
import { type Gate } from './gate';
import { type Engine } from '../queue/engine';
import { type PostStore } from '../life/post-store';
import { type PostRow } from '../life/rows';
import { type TimelineNote } from '../life/timeline';
import { type Storing } from './storing';
import { type VerbName } from './verbs';

type NewPostRequest = RequestOf<typeof createPost>['body'];

interface NewPostsOptions {
  posts: PostStore;
  gate: Gate;
  storing: Storing;
  engine: () => Engine;
}

/** What somebody did with a composed post, for its history. */
export const composedNote = (
  caller: Caller,
  { state, scheduledAt, waitsForEntry }: Composed,
): TimelineNote => {
  const note = (code: string, message: string) => ({ code, message, actor: caller.name });
  if (state === 'draft') return note('drafted', `${caller.name} saved a draft.`);
  if (state === 'awaiting_approval') {
    return note('submitted', `${caller.name} sent the post for approval.`);
  }
  if (waitsForEntry) {
    return note(
      'agreed',
      `${caller.name} agreed to the post; it goes out when the entry is published.`,
    );
  }
  return note(
    'agreed',
    `${caller.name} agreed to the post and ${scheduledAt === null ? 'sent it' : 'scheduled it'}.`,
  );
};

/** Where a post comes from that no person composed. */
export interface MadeByRule {
  ruleName: string;
  /** The consent for all posts of the rule, where one was given. */
  waiver?: { givenAt: string; expiresAt: string } | undefined;
}

const ruleNote = (
  caller: Caller,
  { state }: Composed,
  { ruleName, waiver }: MadeByRule,
  heldFor: PostReason | null,
): TimelineNote => {
  const asks = state === 'awaiting_approval' ? ' It waits for approval.' : '';
  const waits = heldFor ? ` ${heldFor.message}` : asks;
  const waived = waiver ? ` ${caller.name} agreed to its posts until ${waiver.expiresAt}.` : '';
  return {
    code: 'made_by_rule',
    message: `The rule "${ruleName}" made this post when the entry was published, in the name of ${caller.name}.${waived}${waits}`,
    actor: caller.name,
  };
};

type Form = Pick<
  NewPostRequest,
  'accountId' | 'shareType' | 'kind' | 'assetIds' | 'content' | 'options'
>;

/**
 * The same key is the same post, of the same person: other content under it was composed after the
 * first had been stored, and another's key says nothing about theirs.
 * @throws Problem `not_found`, `already_sent`
 */
export const requireSame = (caller: Caller, before: PostRow, body: Form): void => {
  if (before.created_by_id !== caller.id) throw notFound('This post');
  const same = (stored: unknown, sent: unknown) => JSON.stringify(stored) === JSON.stringify(sent);
  if (
    before.account_id === body.accountId &&
    before.share_type === body.shareType &&
    same(
      before.media.map(({ assetId }) => assetId),
      body.assetIds,
    ) &&
    // What somebody changed since has another version, and is still the post of this form.
    (before.version > 1 ||
      (same(before.content, normaliseContent(body.kind, body.shareType, body.content)) &&
        same(before.options, normaliseOptions(body.kind, body.shareType, body.options))))
  ) {
    return;
  }
  throw new Problem({
    status: 409,
    code: 'already_sent',
    message: `This form was sent already, with other content, and is post ${before.id}.`,
    remedy: 'Open that post to change it, or open a new form. Nothing else was sent.',
  });
};

const verbOf = ({ when: { type } }: NewPostRequest, byRule: boolean): VerbName => {
  const sends = type !== 'draft' && type !== 'approval';
  if (byRule) return sends ? 'rule_post' : 'rule_request';
  if (sends) return 'new_post';
  return type === 'draft' ? 'new_draft' : 'new_request';
};

/** Making a post out of what a person composed, or a rule. */
export const createNewPosts = ({ posts, gate, storing, engine }: NewPostsOptions) => ({
  /** Records a post, with its consent unless it is a draft, and hands it over. Same key, same post. */
  async create(caller: Caller, body: NewPostRequest, rule?: MadeByRule): Promise<PostRow> {
    const pass = await gate.forNew(caller, verbOf(body, rule !== undefined));
    const before = await posts.findByKey(body.idempotencyKey);
    if (before) {
      if (!rule) requireSame(caller, before, body);
      return before;
    }
    const byRule = rule !== undefined;
    const { post, created } = await storing(pass, body, byRule, (checked, guards, heldFor) => {
      const { account, consent, ...composed } = checked;
      return posts.insert(
        {
          idempotencyKey: body.idempotencyKey,
          accountId: account.id,
          ...composed,
          heldFor,
          consent:
            consent && rule?.waiver
              ? { ...consent, waiver: { rule: rule.ruleName, ...rule.waiver } }
              : consent,
          ruleName: rule?.ruleName,
          author: { id: caller.id, name: caller.name },
        },
        rule ? ruleNote(caller, checked, rule, heldFor) : composedNote(caller, checked),
        guards,
      );
    });
    // Somebody was quicker with this key since it was looked for.
    if (!created && !rule) requireSame(caller, post, body);
    engine().nudge();
    return post;
  },
});

export type NewPosts = ReturnType<typeof createNewPosts>;
