import {
  findMedia,
  mediaPopulate,
  type EntryModel,
} from '../../../server/src/content/media-fields';

const models: Record<string, EntryModel> = {
  'story.block': {
    attributes: {
      text: { type: 'text' },
      gallery: { type: 'media' },
      deep: { type: 'component', component: 'story.deep' },
    },
  },
  'story.deep': { attributes: { cover: { type: 'media' } } },
  'story.quote': { attributes: { text: { type: 'text' } } },
  'story.loop': {
    attributes: {
      picture: { type: 'media' },
      loop: { type: 'component', component: 'story.loop' },
    },
  },
};
const modelOf = (uid: string): EntryModel | undefined => models[uid];
const article: EntryModel = {
  attributes: {
    title: { type: 'string' },
    video: { type: 'media' },
    author: { type: 'relation' },
    hero: { type: 'component', component: 'story.block' },
    blocks: { type: 'dynamiczone', components: ['story.block', 'story.quote'] },
  },
};
const file = (id: number) => ({ id, url: `/uploads/${id}.jpg` });

describe('the media of an entry', () => {
  it('are asked for through components and dynamic zones, and through nothing else', () => {
    const block = { gallery: true, deep: { populate: { cover: true } } };
    expect(mediaPopulate(article, modelOf)).toEqual({
      video: true,
      hero: { populate: block },
      // The quote has no media, but without it the positions of the others would shift.
      blocks: { on: { 'story.block': { populate: block }, 'story.quote': true } },
    });
  });

  it('are not asked for where there are none', () => {
    expect(mediaPopulate({ attributes: { title: { type: 'string' } } }, modelOf)).toEqual({});
  });

  it('are found in order, each with the path of its field', () => {
    const entry = {
      title: 'x',
      video: file(1),
      hero: { gallery: [file(2)], deep: { cover: file(3) } },
      blocks: [
        { __component: 'story.quote', text: 'q' },
        { __component: 'story.block', gallery: [file(4), file(5)], deep: null },
      ],
    };
    expect(findMedia(entry, article, modelOf)).toEqual([
      { assetId: 1, field: 'video' },
      { assetId: 2, field: 'hero.gallery[0]' },
      { assetId: 3, field: 'hero.deep.cover' },
      { assetId: 4, field: 'blocks[1].gallery[0]' },
      { assetId: 5, field: 'blocks[1].gallery[1]' },
    ]);
  });

  it('are named once, with the first field they stand in', () => {
    const entry = { video: file(1), hero: { gallery: [file(1), file(2)] } };
    expect(findMedia(entry, article, modelOf)).toEqual([
      { assetId: 1, field: 'video' },
      { assetId: 2, field: 'hero.gallery[1]' },
    ]);
  });

  it('are not sought for ever in a component within itself', () => {
    const looping: EntryModel = {
      attributes: { loop: { type: 'component', component: 'story.loop' } },
    };
    const populate = JSON.stringify(mediaPopulate(looping, modelOf));
    expect(populate.match(/picture/g)!.length).toBeLessThan(10);
  });

  it.each([null, undefined, 'text', [], { video: null, blocks: null, hero: 'x' }])(
    'are none in %j',
    (entry) => {
      expect(findMedia(entry, article, modelOf)).toEqual([]);
    },
  );
});
