import { server } from '@strapi/strapi/admin/test';
import { configure } from '@testing-library/react';

// Whatever is waited for comes at once, except on a machine with other work.
jest.setTimeout(120_000);
configure({ asyncUtilTimeout: 30_000 });

/** jsdom lays nothing out; the design system asks for these all the same. */
class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
Object.assign(globalThis, { ResizeObserver: NoObserver, IntersectionObserver: NoObserver });
Object.assign(window.HTMLElement.prototype, {
  scrollIntoView: () => undefined,
  hasPointerCapture: () => false,
  setPointerCapture: () => undefined,
  releasePointerCapture: () => undefined,
});
// The design system's live region is written to by it.
Object.defineProperty(window.HTMLElement.prototype, 'innerText', {
  configurable: true,
  get(this: HTMLElement) {
    return this.textContent;
  },
  set(this: HTMLElement, text: string) {
    this.textContent = text;
  },
});
window.matchMedia ??= (query: string) =>
  Object.assign(new EventTarget(), {
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
  });
Object.assign(window, {
  strapi: {
    backendURL: 'http://localhost:1337',
    features: { isEnabled: () => false },
    flags: { docLinks: false },
  },
});

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());
