import { postContent, postOptions } from '../../../contracts/posts';
import { type CreatorLimits, type RulesInput } from '../../../contracts/post-rules';

/** What TikTok answers for a public account (creator info reference). */
export const publicCreator: CreatorLimits = {
  nickname: 'Sea Kayak Kim',
  privacyLevels: ['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  commentDisabled: false,
  duetDisabled: false,
  stitchDisabled: false,
  maxVideoDurationSec: 300,
};

export const privateCreator: CreatorLimits = {
  ...publicCreator,
  privacyLevels: ['FOLLOWER_OF_CREATOR', 'MUTUAL_FOLLOW_FRIENDS', 'SELF_ONLY'],
  duetDisabled: true,
  stitchDisabled: true,
};

interface Changes extends Partial<Omit<RulesInput, 'content' | 'options'>> {
  content?: Partial<RulesInput['content']>;
  options?: Partial<RulesInput['options']>;
}

const build = (base: Omit<RulesInput, 'content' | 'options'>, changes: Changes): RulesInput => ({
  ...base,
  ...changes,
  content: { ...postContent.parse({}), ...changes.content },
  options: { ...postOptions.parse({}), ...changes.options },
});

/** A form as it opens: Direct Post of one video by an audited app, nothing chosen yet. */
export const directVideo = (changes: Changes = {}): RulesInput =>
  build(
    {
      kind: 'video',
      shareType: 'direct_post',
      creator: publicCreator,
      audited: true,
      media: [{ name: 'harbour.mp4', durationSec: 12 }],
    },
    changes,
  );

export const directPhotos = (changes: Changes = {}): RulesInput =>
  directVideo({
    kind: 'photo',
    media: [
      { name: 'one.jpg', durationSec: null },
      { name: 'two.jpg', durationSec: null },
    ],
    ...changes,
  });

export const inboxVideo = (changes: Changes = {}): RulesInput =>
  directVideo({ shareType: 'inbox', creator: null, ...changes });
