import { Route, Routes } from 'react-router-dom';

import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { PostList } from './post-list';
import { PostPage } from './post-page';

const SUBJECTS = ['posts'] as const;

/** The page in the main menu: the posts, and each post at `posts/:id`. */
const PostsPages = () => (
  <TikTokPage permissions={PERMISSIONS.postsPage} subjects={SUBJECTS}>
    <Routes>
      <Route index element={<PostList />} />
      <Route path="posts/:id" element={<PostPage />} />
    </Routes>
  </TikTokPage>
);

export default PostsPages;
