import {
  buildDirectVideoBody,
  buildInboxVideoBody,
  buildPhotosBody,
  type DirectVideoInput,
  type PhotosInput,
  planChunks,
  TikTokInputError,
} from '../../../server/src/tiktok';

const video: DirectVideoInput = {
  privacyLevel: 'PUBLIC_TO_EVERYONE',
  title: 'Hello #world',
  disableDuet: true,
  disableStitch: false,
  disableComment: false,
  videoCoverTimestampMs: 1500,
  brandContentToggle: false,
  brandOrganicToggle: true,
  isAigc: true,
  source: { source: 'FILE_UPLOAD', plan: planChunks(66_259_900) },
};
const photos: PhotosInput = {
  postMode: 'DIRECT_POST',
  title: 'Title',
  description: 'Text',
  photoImages: ['https://cdn.example.com/1.jpg', 'https://cdn.example.com/2.jpg'],
  photoCoverIndex: 1,
  privacyLevel: 'MUTUAL_FOLLOW_FRIENDS',
  disableComment: true,
  autoAddMusic: false,
  brandContentToggle: false,
  brandOrganicToggle: false,
};

const fieldsOf = (build: () => unknown): Record<string, string> => {
  try {
    build();
  } catch (error) {
    if (error instanceof TikTokInputError) return error.fields;
    throw error;
  }
  return {};
};

describe('a direct video', () => {
  test('T71: the cover stands in post_info, and both brand flags are there', () => {
    expect(buildDirectVideoBody(video)).toEqual({
      post_info: {
        privacy_level: 'PUBLIC_TO_EVERYONE',
        title: 'Hello #world',
        disable_duet: true,
        disable_stitch: false,
        disable_comment: false,
        video_cover_timestamp_ms: 1500,
        brand_content_toggle: false,
        brand_organic_toggle: true,
        is_aigc: true,
      },
      source_info: {
        source: 'FILE_UPLOAD',
        video_size: 66_259_900,
        chunk_size: 10_000_000,
        total_chunk_count: 6,
      },
    });
  });

  test('an empty caption is left out, and what is not given is not sent', () => {
    const { post_info: info } = buildDirectVideoBody({
      ...video,
      title: '',
      videoCoverTimestampMs: undefined,
      isAigc: undefined,
    });
    expect(Object.keys(info).sort()).toEqual([
      'brand_content_toggle',
      'brand_organic_toggle',
      'disable_comment',
      'disable_duet',
      'disable_stitch',
      'privacy_level',
    ]);
  });

  test('T75: branded content that only its creator sees is refused', () => {
    const branded = { ...video, brandContentToggle: true, privacyLevel: 'SELF_ONLY' as const };
    expect(fieldsOf(() => buildDirectVideoBody(branded))).toEqual({
      privacyLevel: 'Branded content visibility cannot be set to private.',
    });
    expect(
      fieldsOf(() =>
        buildPhotosBody({ ...photos, ...{ brandContentToggle: true, privacyLevel: 'SELF_ONLY' } }),
      ),
    ).toHaveProperty('privacyLevel');
  });

  test('a caption is measured in UTF-16 units', () => {
    expect(fieldsOf(() => buildDirectVideoBody({ ...video, title: '😀'.repeat(1100) }))).toEqual(
      {},
    );
    expect(
      fieldsOf(() => buildDirectVideoBody({ ...video, title: '😀'.repeat(1100) + 'x' })),
    ).toHaveProperty('title');
  });

  test('T21 T22: chunks that do not add up to the file are refused', () => {
    const wrong = [
      { size: 15_000_000, chunkSize: 10_000_000, count: 2 },
      { size: 66_259_900, chunkSize: 66_259_900, count: 1 },
      { size: 66_259_900, chunkSize: 10_000_000, count: 7 },
    ];
    for (const plan of wrong) {
      const input = { ...video, source: { source: 'FILE_UPLOAD' as const, plan } };
      expect(fieldsOf(() => buildDirectVideoBody(input))).toHaveProperty(['source.plan']);
    }
  });

  test.each([
    'http://cdn.example.com/v.mp4',
    'https://203.0.113.9/v.mp4',
    'https://[2001:db8::1]/v.mp4',
    'https://user:pass@cdn.example.com/v.mp4',
    'nonsense',
  ])('TikTok is not sent to fetch from %s', (videoUrl) => {
    const input = { ...video, source: { source: 'PULL_FROM_URL' as const, videoUrl } };
    expect(fieldsOf(() => buildDirectVideoBody(input))).toHaveProperty(['source.videoUrl']);
  });

  test('a development server may be sent to loopback over http', () => {
    const source = { source: 'PULL_FROM_URL' as const, videoUrl: 'http://127.0.0.1:1337/v.mp4' };
    expect(buildDirectVideoBody({ ...video, source }, { allowHttp: true }).source_info).toEqual({
      source: 'PULL_FROM_URL',
      video_url: 'http://127.0.0.1:1337/v.mp4',
    });
  });
});

test('T70: an inbox video has source_info and nothing else', () => {
  expect(buildInboxVideoBody({ source: { source: 'FILE_UPLOAD', plan: planChunks(7) } })).toEqual({
    source_info: { source: 'FILE_UPLOAD', video_size: 7, chunk_size: 7, total_chunk_count: 1 },
  });
});

describe('photos', () => {
  test('T69 T74: a direct post has exactly the fields of the photo table: no duet, stitch or is_aigc', () => {
    const extra = { ...photos, disableDuet: true, disableStitch: true, isAigc: true };
    expect(buildPhotosBody(extra)).toStrictEqual({
      media_type: 'PHOTO',
      post_mode: 'DIRECT_POST',
      post_info: {
        title: 'Title',
        description: 'Text',
        privacy_level: 'MUTUAL_FOLLOW_FRIENDS',
        disable_comment: true,
        auto_add_music: false,
        brand_content_toggle: false,
        brand_organic_toggle: false,
      },
      source_info: {
        source: 'PULL_FROM_URL',
        photo_images: ['https://cdn.example.com/1.jpg', 'https://cdn.example.com/2.jpg'],
        photo_cover_index: 1,
      },
    });
  });

  test('T69: a draft carries title and description only, whatever else it was given', () => {
    const draft: PhotosInput = { ...photos, postMode: 'MEDIA_UPLOAD' };
    expect(buildPhotosBody(draft)).toMatchObject({ post_mode: 'MEDIA_UPLOAD' });
    expect(buildPhotosBody(draft).post_info).toStrictEqual({ title: 'Title', description: 'Text' });
  });

  test.each<[string, Partial<PhotosInput>, string]>([
    ['a title of 91', { title: 'x'.repeat(91) }, 'title'],
    ['a description of 4001', { description: 'x'.repeat(4001) }, 'description'],
    ['no picture', { photoImages: [] }, 'photoImages'],
    ['36 pictures', { photoImages: Array(36).fill('https://e.com/1.jpg') }, 'photoImages'],
    ['a cover beyond the last', { photoCoverIndex: 2 }, 'photoCoverIndex'],
    [
      'a picture over http',
      { photoImages: ['http://e.com/1.jpg', 'https://e.com/2.jpg'] },
      'photoImages.0',
    ],
  ])('T69: %s is refused by name', (_name, change, field) => {
    const input = { ...photos, ...change } as PhotosInput;
    expect(fieldsOf(() => buildPhotosBody(input))).toHaveProperty([field]);
  });
});
