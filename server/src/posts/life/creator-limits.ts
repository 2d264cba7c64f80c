import { privacyLevel } from '../../../../contracts/posts';
import { type CreatorInfo } from '../../tiktok';

/** The creator info in the words of the rules. */
export const creatorLimits = (creator: CreatorInfo) => ({
  nickname: creator.creatorNickname,
  privacyLevels: creator.privacyLevelOptions.map((level) => privacyLevel.parse(level)),
  commentDisabled: creator.commentDisabled,
  duetDisabled: creator.duetDisabled,
  stitchDisabled: creator.stitchDisabled,
  maxVideoDurationSec: creator.maxVideoPostDurationSec ?? Number.POSITIVE_INFINITY,
});
