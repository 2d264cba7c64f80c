import { Page } from '@strapi/strapi/admin';
import { lazy, Suspense } from 'react';
import { Outlet, Route, Routes } from 'react-router-dom';

import { FirstAccountBanner } from '../components/first-account';
import { NotUsableBanner } from '../components/not-usable';
import { TikTokPage } from '../components/tiktok-page';
import { PERMISSIONS } from '../permissions';
import { PlanTabs } from '../plan/tabs';
import { PostList } from './post-list';
import { PostPage } from './post-page';

const InsightsPage = lazy(() => import('../insights/insights-page'));
const InsightsAccountPage = lazy(() => import('../insights/account-page'));
const NewPostPage = lazy(() => import('../new-post'));

/** Several posts in one table; its own page, with its own right. */
const Bulk = lazy(() => import('../bulk'));

/** By which rules entries post themselves; its own page, with its own right. */
const Rules = lazy(() => import('../rules'));

const CalendarPage = lazy(() => import('../calendar'));
/** What needs a hand; its own page, with the right to view posts. */
const AttentionPage = lazy(() => import('../attention/attention-page'));
const ImportPage = lazy(() => import('../plan/import-page'));

const SUBJECTS = ['posts', 'plan'] as const;

const WithTabs = () => (
  <>
    <PlanTabs />
    <FirstAccountBanner />
    <Outlet />
  </>
);

/** The page in the main menu: the posts, their calendar, a new one at `new`, what needs a hand, and each post at `posts/:id`. */
const PostsPages = () => (
  <TikTokPage permissions={PERMISSIONS.postsPage} subjects={SUBJECTS}>
    <NotUsableBanner />
    <Routes>
      <Route element={<WithTabs />}>
        <Route index element={<PostList />} />
        <Route
          path="calendar"
          element={
            <Suspense fallback={<Page.Loading />}>
              <CalendarPage />
            </Suspense>
          }
        />
        <Route
          path="insights"
          element={
            <Suspense fallback={<Page.Loading />}>
              <InsightsPage />
            </Suspense>
          }
        />
        <Route
          path="new"
          element={
            <Suspense fallback={<Page.Loading />}>
              <NewPostPage />
            </Suspense>
          }
        />
      </Route>
      <Route
        path="attention"
        element={
          <Suspense fallback={<Page.Loading />}>
            <AttentionPage />
          </Suspense>
        }
      />
      <Route
        path="import"
        element={
          <Suspense fallback={<Page.Loading />}>
            <ImportPage />
          </Suspense>
        }
      />
      <Route
        path="insights/accounts/:id"
        element={
          <Suspense fallback={<Page.Loading />}>
            <InsightsAccountPage />
          </Suspense>
        }
      />
      <Route path="posts/:id" element={<PostPage />} />
      <Route
        path="bulk"
        element={
          <Suspense fallback={<Page.Loading />}>
            <Bulk />
          </Suspense>
        }
      />
      <Route
        path="rules/*"
        element={
          <Suspense fallback={<Page.Loading />}>
            <Rules />
          </Suspense>
        }
      />
    </Routes>
  </TikTokPage>
);

export default PostsPages;
