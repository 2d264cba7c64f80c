import { type PostView } from '../../../contracts/posts';
import { Texts, type TextSubject } from '../translations';
import { HandOverCard } from './hand-over-card';

const SUBJECTS: readonly TextSubject[] = ['handover'];

/** What people without a login may see of a post, for its page; nothing when the post is over. */
export const HandOver = ({ post }: { post: PostView }) =>
  post.state === 'published' || post.state === 'cancelled' ? null : (
    <Texts subjects={SUBJECTS} loading={null}>
      <HandOverCard post={post} />
    </Texts>
  );
