import path from 'node:path';

import { type Browser, type Page } from 'playwright-core';

import { type AccountView } from '../../contracts/accounts';
import { type PostView } from '../../contracts/posts';
import {
  CLIENT_KEY,
  CLIENT_SECRET,
  createStories,
  expectNoProblems,
  makePicture,
  openPage,
  signIn,
  startBrowser,
  startTestStrapi,
  type Stories,
  type TestStrapi,
  VIDEO,
} from '../support';
import { findingsEverywhere, NONE } from './accessibility';
import { act } from './act';

const DIALOG = '[role="alertdialog"]';
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

/** Each state of a post as its page shows it, each question that is asked there, and the list. */
describe('the pages of the posts', () => {
  let site: TestStrapi;
  let stories: Stories;
  let browser: Browser;
  let page: Page;
  let problems: string[];
  let account: AccountView;
  let video: number;

  const send = (caption: string, changes: Parameters<Stories['postOf']>[2] = {}) =>
    stories.createPost(
      stories.postOf(account.id, changes.assetIds ?? [video], { content: { caption }, ...changes }),
    );
  const arrivesAs = ({ id }: PostView, state: PostView['state']): Promise<PostView> =>
    stories.waitFor(id, (post) => post.state === state);
  const open = async ({ id }: PostView): Promise<void> => {
    await page.goto(`${site.url}/admin/plugins/tiktok/posts/${id}`);
    await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  };
  const dialog = () => page.getByRole('alertdialog');
  const ask = async (action: string): Promise<void> => {
    await act(page, action);
    await dialog().waitFor();
  };
  const leave = async (): Promise<void> => {
    await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const isClean = async (within?: string, on = page): Promise<void> =>
    expect(await findingsEverywhere(on, within)).toEqual(NONE);

  beforeAll(async () => {
    site = await startTestStrapi({ emulator: { allowPrivatePulls: true }, adminPanel: true });
    // As in TikTok's portal: the site's own address is verified, so that pictures can be fetched.
    site.emulator().act('addApp', {
      clientKey: CLIENT_KEY,
      clientSecret: CLIENT_SECRET,
      redirectUris: [`${site.url}/api/tiktok/oauth/callback`],
      verifiedDomains: ['localhost'],
    });
    stories = createStories(site, site.emulator, () => site.as('superAdmin'));
    await stories.useDirectPost();
    account = await stories.connect();
    video = (await site.uploadAsset(VIDEO)).id;
    browser = await startBrowser();
    ({ page, problems } = await openPage(browser));
    await signIn(page, site.url);
  });

  afterAll(async () => {
    await browser?.close();
    await site?.stop();
  });

  it('ask before a planned post is moved, sent at once, copied or cancelled', async () => {
    const post = await send('Planned for later', { when: { type: 'at', at: inHours(48) } });
    await open(post);
    await isClean();
    for (const question of ['Choose another time', 'Publish now', 'Copy as a new draft']) {
      await ask(question);
      await isClean(DIALOG);
      await leave();
    }
    await ask('Cancel post');
    await isClean(DIALOG);
    expect((await stories.readPost(post.id)).state).toBe('scheduled');
    await dialog().getByRole('button', { name: 'Cancel post' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect((await stories.readPost(post.id)).state).toBe('cancelled');
    await isClean();
    await page.getByRole('button', { name: 'Undo the cancelling' }).click();
    await page.getByText(/^Goes out on /).waitFor();
    expect(await stories.readPost(post.id)).toMatchObject({
      state: 'scheduled',
      scheduledAt: post.scheduledAt,
      consent: post.consent,
    });
  });

  it('say what TikTok refused, and ask before it is sent again', async () => {
    site.emulator().act('failNextProcessing', { reason: 'video_pull_failed' });
    const post = await arrivesAs(await send('Refused once'), 'failed');
    await open(post);
    await page.getByText('the connection broke', { exact: false }).first().waitFor();
    await isClean();
    await ask('Send again');
    await isClean(DIALOG);
    await dialog().getByRole('button', { name: 'Send again' }).click();
    // TikTok's "failed" need not be its last word, and this account's list cannot be read.
    await dialog().getByText('it may be there twice', { exact: false }).waitFor();
    await isClean(DIALOG);
    await dialog().getByRole('button', { name: 'Send it all the same' }).click();
    await arrivesAs(post, 'published');
    await page
      .getByRole('link', { name: /^Open .* on TikTok$/ })
      .first()
      .waitFor();
    await isClean();
  });

  it('T02: ask a person what came of a lost answer, with nothing chosen', async () => {
    const picture = await site.uploadAsset(
      await makePicture(path.join(site.home.directory, 'lost.jpg')),
    );
    site.emulator().setWebhookUrl(null);
    site.emulator().faults.add({ endpoint: 'content.init', kind: 'drop_before' });
    const sent = await send('', {
      kind: 'photo',
      assetIds: [picture.id],
      content: { title: 'Lost on the way' },
    });
    const post = await arrivesAs(sent, 'outcome_unknown');
    site.emulator().setWebhookUrl(`${site.url}/api/tiktok/webhook`);
    await open(post);
    await isClean();
    await ask('Say what happened');
    const save = dialog().getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await dialog().getByRole('radio', { name: 'There: it went out' }).click();
    await dialog().getByLabel('Its address on TikTok (optional)').fill('not an address');
    expect(await save.isDisabled()).toBe(true);
    await isClean(DIALOG);
    await dialog().getByRole('radio', { name: 'Not there: send it again' }).click();
    await dialog().getByText('it will be on TikTok twice', { exact: false }).waitFor();
    await isClean(DIALOG);
    await dialog().getByRole('radio', { name: 'Not there: give it up' }).click();
    await save.click();
    await dialog().waitFor({ state: 'detached' });
    expect((await stories.readPost(post.id)).state).toBe('failed');
  });

  describe('for people without a login', () => {
    let post: PostView;
    const linkOf = (kind: string): Promise<string> =>
      page.getByLabel(kind, { exact: true }).inputValue();
    /** As the creator's phone opens it: no login, nothing of ours in the browser. */
    const openAsStranger = async (url: string): Promise<Page> => {
      const stranger = await openPage(browser);
      await stranger.page.goto(url);
      return stranger.page;
    };

    it('give the creator of an Inbox draft a hand-over link with its QR code', async () => {
      post = await arrivesAs(
        await send('For the phone #harbour', { shareType: 'inbox', options: {} }),
        'in_inbox',
      );
      await open(post);
      await page.getByRole('button', { name: 'Make a hand-over link' }).click();
      await page.getByRole('img', { name: /^QR code/ }).waitFor();
      await isClean();
      const phone = await openAsStranger(await linkOf('Hand-over link'));
      expect(await phone.locator('textarea').first().inputValue()).toBe('For the phone #harbour');
      await isClean(undefined, phone);
    });

    it('show the post as it is planned, by a link that can be revoked', async () => {
      await page.getByRole('button', { name: 'Make a preview link' }).click();
      const url = await linkOf('Preview link');
      const stranger = await openAsStranger(url);
      await stranger.locator('video').waitFor();
      await isClean(undefined, stranger);
      await page.getByRole('button', { name: /^Revoke: Preview link/ }).click();
      await page.getByText('The link no longer works.').first().waitFor();
      expect((await stranger.goto(url))?.status()).toBe(404);
    });
  });

  describe('the list', () => {
    const posts: PostView[] = [];

    beforeAll(async () => {
      posts.push(
        await send('One of two', { when: { type: 'at', at: inHours(24) } }),
        await send('Two of two', { when: { type: 'at', at: inHours(25) } }),
        await send('Not finished', { when: { type: 'draft' }, consent: null }),
      );
    });

    it('shows every state and what can be done to many posts at once', async () => {
      await page.goto(`${site.url}/admin/plugins/tiktok?tab=all`);
      for (const { id } of posts) {
        const link = page.locator(`a[href$="/posts/${id}"]`);
        await page.getByRole('row').filter({ has: link }).getByRole('checkbox').click();
      }
      await page.getByText('3 posts selected').first().waitFor();
      await isClean();
    });

    it('opens the saved texts, to write and to tidy them', async () => {
      await page.getByRole('button', { name: 'Saved texts' }).click();
      const texts = page.getByRole('dialog');
      await texts.getByRole('button', { name: 'New text' }).click();
      await texts.getByLabel('Name').fill('Morning');
      await texts.getByRole('textbox', { name: 'Text' }).fill('Good morning');
      await isClean('[role="dialog"]');
      expect(await texts.getByLabel('Name').inputValue()).toBe('Morning');
      await texts.getByRole('button', { name: 'Save', exact: true }).click();
      await texts.getByRole('button', { name: 'Delete Morning' }).waitFor();
      await isClean('[role="dialog"]');
      await texts.getByRole('button', { name: 'Delete Morning' }).click();
      await dialog().getByRole('button', { name: 'Delete', exact: true }).waitFor();
      await isClean(DIALOG);
      await dialog().getByRole('button', { name: 'Delete', exact: true }).click();
      await texts.getByText('No text is saved yet.').waitFor();
      await page.keyboard.press('Escape');
      await texts.waitFor({ state: 'detached' });
    });

    it('asks before many posts are moved or cancelled, and says what became of each', async () => {
      await ask('New times');
      await isClean(DIALOG);
      await leave();
      await ask('Cancel post');
      await isClean(DIALOG);
      await dialog().getByRole('button', { name: 'Cancel post' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByRole('main').getByText('3 of 3 done.').waitFor();
      await isClean();
      expectNoProblems(problems);
    });
  });
});
