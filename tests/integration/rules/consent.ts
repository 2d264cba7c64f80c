import { z } from 'zod';

import { AUDITED } from '../../../contracts/consent';
import { postOptions } from '../../../contracts/posts';
import { isIn, storyOf } from '../posts/support';
import { everyone, inHours, type RulesSite } from './support';

interface Here {
  site: RulesSite;
  account: { id: number; handle: string };
}

/** Which posts of a rule go out alone, and which wait for a person. */
export const testConsent = (here: () => Here): void => {
  it('for the Inbox goes out alone, since the creator posts', async () => {
    const { site, account } = here();
    await site.rules.make(account.id, { time: { type: 'at_publish' } });
    const documentId = await site.rules.published();
    const post = await site.rules.onlyPostOf(documentId);
    const done = await site.hasteTo(post.id, isIn('in_inbox'));
    expect(storyOf(done)).toContain('The rule "Every article" made this post');
  });

  it('for Direct Post waits for a person’s approval', async () => {
    const { site, account } = here();
    await site.rules.make(account.id, {
      shareType: 'direct_post',
      time: { type: 'at_publish' },
    });
    const post = await site.rules.onlyPostOf(await site.rules.published());
    expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
    expect(post.options).toEqual(postOptions.parse({}));
    expect(site.inits(account.handle)).toEqual([]);
  });

  it('goes out alone with a waiver, which each post shows with its text, name, date and end', async () => {
    const { site, account } = here();
    const rule = await site.rules.make(account.id, {
      shareType: 'direct_post',
      time: { type: 'at_publish' },
    });
    const { rule: waived } = await site.rules.waive(rule);
    const post = await site.rules.onlyPostOf(await site.rules.published());
    const done = await site.hasteTo(post.id, isIn('published'));
    expect(done.consent).toMatchObject({
      text: AUDITED.music,
      by: 'Test Root',
      waiver: {
        rule: 'Every article',
        givenAt: waived?.waiver?.at,
        expiresAt: waived?.waiver?.expiresAt,
      },
    });
    expect(site.live(account.handle)).toHaveLength(1);
  });

  it('waits for approval again when the waiver has expired, or will have by then', async () => {
    const { site, account } = here();
    const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
    await site.rules.waive(rule, { expiresAt: inHours(0.5) });
    const later = await site.rules.onlyPostOf(await site.rules.published());
    expect(later.state).toBe('awaiting_approval');
    await site.rules.waive({ ...rule, version: rule.version + 1 }, { expiresAt: inHours(48) });
    const row: unknown = await site.db('tiktok_rules').where({ id: rule.id }).first();
    const { waiver } = z.object({ waiver: z.string() }).parse(row);
    const expired = { ...(JSON.parse(waiver) as object), expiresAt: inHours(-1) };
    await site
      .db('tiktok_rules')
      .where({ id: rule.id })
      .update({ waiver: JSON.stringify(expired) });
    const post = await site.rules.onlyPostOf(await site.rules.published());
    expect(post).toMatchObject({ state: 'awaiting_approval', consent: null });
  });

  it('is held when the waiver has ended before it is sent', async () => {
    const { site, account } = here();
    const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
    await site.rules.waive(rule);
    const post = await site.rules.onlyPostOf(await site.rules.published());
    expect(post.state).toBe('scheduled');
    const row: unknown = await site.db('tiktok_posts').where({ id: post.id }).first();
    const { consent } = z.object({ consent: z.string() }).parse(row);
    const end = post.consent?.waiver?.expiresAt ?? '';
    await site
      .db('tiktok_posts')
      .where({ id: post.id })
      .update({ consent: consent.replace(end, inHours(-1)) });
    await site.hasten(post.id);
    const held = await site.stories.waitFor(post.id, isIn('held'));
    expect(held.reason?.code).toBe('waiver_expired');
    expect(site.inits(account.handle)).toEqual([]);
  });

  it('waits for approval again, with what it has planned, when the waiver is taken back', async () => {
    const { site, account } = here();
    const rule = await site.rules.make(account.id, { shareType: 'direct_post' });
    await site.rules.waive(rule);
    const documentId = await site.rules.published();
    expect((await site.rules.onlyPostOf(documentId)).state).toBe('scheduled');
    await site.stories.call('DELETE', `/tiktok/rules/${rule.id}/waiver`, z.unknown());
    expect(await site.rules.onlyPostOf(documentId)).toMatchObject({
      state: 'awaiting_approval',
      consent: null,
    });
  });

  it('is held when TikTok no longer allows at send time what was waived', async () => {
    const { site, account } = here();
    const rule = await site.rules.make(account.id, {
      shareType: 'direct_post',
      time: { type: 'at_publish' },
    });
    await site.rules.waive(rule, { options: { ...everyone, allowDuet: true } });
    site.tiktok.act('setAccount', { handle: account.handle, change: { duetDisabled: true } });
    const post = await site.rules.onlyPostOf(await site.rules.published());
    const held = await site.stories.waitFor(post.id, isIn('held'));
    expect(held.reason?.message).toMatch(/duet/i);
    expect(site.live(account.handle)).toEqual([]);
  });
};
