import { takesMedia } from '../../../admin/src/entry/takes-media';

const title = { type: 'string' };
const media = (...allowedTypes: string[]) => ({ type: 'media', allowedTypes });

describe('whether a content type may hold something for TikTok', () => {
  it('says no without a media field', () => {
    expect(takesMedia({ title }, {})).toBe(false);
  });

  it('says yes for videos or images, and for a field that takes anything', () => {
    expect(takesMedia({ title, clip: media('videos') }, {})).toBe(true);
    expect(takesMedia({ gallery: media('images', 'files') }, {})).toBe(true);
    expect(takesMedia({ any: { type: 'media' } }, {})).toBe(true);
  });

  it('says no for a field that takes only files or sounds', () => {
    expect(takesMedia({ sheet: media('files', 'audios') }, {})).toBe(false);
  });

  it('looks into components and dynamic zones', () => {
    const components = {
      'blocks.hero': { attributes: { inner: { type: 'component', component: 'blocks.clip' } } },
      'blocks.clip': { attributes: { clip: media('videos') } },
      'blocks.text': { attributes: { title } },
    };
    const zone = (...names: string[]) => ({ body: { type: 'dynamiczone', components: names } });
    expect(takesMedia({ hero: { type: 'component', component: 'blocks.hero' } }, components)).toBe(
      true,
    );
    expect(takesMedia(zone('blocks.text', 'blocks.hero'), components)).toBe(true);
    expect(takesMedia(zone('blocks.text'), components)).toBe(false);
  });

  it('ends with components that contain each other', () => {
    const components = {
      'a.one': { attributes: { two: { type: 'component', component: 'a.two' } } },
      'a.two': { attributes: { one: { type: 'component', component: 'a.one' } } },
    };
    expect(takesMedia({ one: { type: 'component', component: 'a.one' } }, components)).toBe(false);
  });
});
