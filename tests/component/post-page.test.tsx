import { screen } from '@strapi/strapi/admin/test';

import { PostActions } from '../../admin/src/posts/post-actions';
import { PostPicture } from '../../admin/src/posts/post-picture';
import { distanceTo, StateSentence } from '../../admin/src/posts/state-sentence';
import { type PostSummary } from '../../contracts/posts';
import { show } from './support';
import { fileOf, postOf } from './support/things';

const HOUR = 3_600_000;

describe('where a post stands', () => {
  const sentence = (changes: Partial<PostSummary>) =>
    show(<StateSentence post={postOf(changes)} />, { subjects: ['posts'] });

  it('is said with the date and how far away it is', async () => {
    const scheduledAt = new Date(Date.now() + 2 * 24 * HOUR + 1_000).toISOString();
    sentence({ state: 'scheduled', scheduledAt });
    await screen.findByText(/^Goes out on \w+day, .*\d{4}.*, in 2 days\.$/);
  });

  it.each<[string, Partial<PostSummary>]>([
    ['Goes out when its entry is published.', { state: 'scheduled', waitsForEntry: true }],
    ['Waits until somebody approves it.', { state: 'awaiting_approval', scheduledAt: null }],
  ])('%s', async (text, changes) => {
    sentence(changes);
    await screen.findByText(text);
  });

  it('does not say of a time that has passed that it is to come', async () => {
    sentence({ state: 'scheduled', scheduledAt: '2026-01-01T00:00:00.000Z' });
    await screen.findByText(/^Was due on /);
  });

  it.each([
    [2 * 24 * HOUR, { value: 2, unit: 'day' }],
    [3 * HOUR, { value: 3, unit: 'hour' }],
    [-3 * HOUR, { value: -3, unit: 'hour' }],
    [90_000, { value: 2, unit: 'minute' }],
    [10_000, { value: 0, unit: 'minute' }],
  ])('counts %i ms as %j', (away, expected) => {
    expect(distanceTo(away, 0)).toEqual(expected);
  });
});

describe('the picture of a post', () => {
  const previewUrl = '/tiktok/preview/x';

  it('is its video, to be played', async () => {
    const media = [{ ...fileOf(1, 'quay.mp4'), previewUrl }];
    show(<PostPicture post={postOf({ media })} />, { subjects: ['posts'] });
    expect((await screen.findByLabelText('Preview of quay.mp4')).tagName).toBe('VIDEO');
  });

  it('is the picture that is its cover', async () => {
    const media = [1, 2].map((id) => ({ ...fileOf(id, `p${id}.jpg`, 'photo'), previewUrl }));
    const content = { ...postOf().content, photoCoverIndex: 1 };
    show(<PostPicture post={postOf({ kind: 'photo', media, content })} />, { subjects: ['posts'] });
    await screen.findByRole('img', { name: 'Preview of p2.jpg' });
  });
});

it('the question before a post is cancelled says what each button does', async () => {
  const { user } = show(<PostActions post={postOf({ actions: ['cancel'] })} />, {
    subjects: ['posts'],
  });
  await user.click(await screen.findByRole('button', { name: 'Cancel post' }));
  await screen.findByRole('button', { name: 'Keep the post' });
  expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
});
