import { type Caller } from '../../http/handle';
import { notFound, versionConflict } from '../../http/problem';
import { type PostStore } from '../life/post-store';
import { type PostRow } from '../life/rows';
import { type Visibility } from './visibility';

/**
 * The post, if this person may see it and it is still the version that was on their screen (null:
 * whichever it is now).
 * @throws Problem `not_found`, `version_conflict`
 */
export type OnScreen = (caller: Caller, id: number, version: number | null) => Promise<PostRow>;

export const createOnScreen =
  ({ posts, visibility }: { posts: PostStore; visibility: Visibility }): OnScreen =>
  async (caller, id, version) => {
    const post = await posts.require(id);
    if (!(await visibility.maySee(caller, post))) throw notFound(`Post ${id}`);
    if (version !== null && post.version !== version) throw versionConflict('The post');
    return post;
  };
