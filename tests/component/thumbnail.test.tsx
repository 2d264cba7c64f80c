import { waitFor } from '@strapi/strapi/admin/test';
import { fireEvent } from '@testing-library/react';

import { Thumbnail } from '../../admin/src/components/thumbnail';
import { show } from './support';

/** Everything is on the screen. */
class Seen {
  constructor(private readonly told: (entries: { isIntersecting: boolean }[]) => void) {}
  observe(): void {
    this.told([{ isIntersecting: true }]);
  }
  disconnect(): void {}
}

const picture = { url: '/uploads/thumbnail_a.png', element: 'img' } as const;
const film = { url: '/uploads/a.mp4#t=1.5', element: 'video' } as const;

describe('the small picture of a post', () => {
  const before = globalThis.IntersectionObserver;
  beforeEach(() => Object.assign(globalThis, { IntersectionObserver: Seen }));
  afterEach(() => Object.assign(globalThis, { IntersectionObserver: before }));

  it('is loaded from the server of the admin', async () => {
    const { container } = show(<Thumbnail shown={picture} kind="photo" width={3} />);
    await waitFor(() =>
      expect(container.querySelector('img')?.src).toBe(
        'http://localhost:1337/uploads/thumbnail_a.png',
      ),
    );
  });

  it('of a video is one of its frames, and no stop for the keyboard', async () => {
    const { container } = show(<Thumbnail shown={film} kind="video" width={3} />);
    await waitFor(() =>
      expect(container.querySelector('video')?.src).toBe(
        'http://localhost:1337/uploads/a.mp4#t=1.5',
      ),
    );
    expect(container.querySelector('video')?.tabIndex).toBe(-1);
  });

  it.each([
    ['cannot be loaded', picture],
    ['is not there', null],
  ])('is the icon of its kind where it %s', async (_why, shown) => {
    const { container } = show(<Thumbnail shown={shown} kind="photo" width={3} />);
    const icon = () => container.querySelector('svg[width="1.5rem"]');
    // Not the one of what is shown while the texts are loaded.
    const image = () => container.querySelector('img[draggable]');
    await waitFor(() => expect(image() ?? icon()).not.toBeNull());
    expect(image() === null).toBe(shown === null);
    const loaded = image();
    if (loaded) fireEvent.error(loaded);
    await waitFor(() => expect(icon()).not.toBeNull());
    expect(image()).toBeNull();
  });
});
