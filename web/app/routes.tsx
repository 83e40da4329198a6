import { createBrowserRouter } from 'react-router'
import { Broken } from './pages/broken.tsx'
import { NotFound } from './pages/not-found.tsx'
import { Shell } from './shell.tsx'

/** Every page of the app; each is fetched when it is first shown. */
export const router = createBrowserRouter([
  {
    Component: Shell,
    ErrorBoundary: Broken,
    HydrateFallback: () => null,
    children: [
      { index: true, lazy: () => import('./pages/home.tsx') },
      { path: 'sign-in', lazy: () => import('./pages/sign-in.tsx') },
      { path: 'sign-up', lazy: () => import('./pages/sign-up.tsx') },
      { path: 'p/:postId', lazy: () => import('./pages/post.tsx') },
      { path: 'explore', lazy: () => import('./pages/explore.tsx') },
      { path: 'stories/new', lazy: () => import('./pages/new-story.tsx') },
      { path: 'stories/:handle', lazy: () => import('./pages/stories.tsx') },
      { path: 'tags/:name', lazy: () => import('./pages/hashtag.tsx') },
      { path: 'saved', lazy: () => import('./pages/saved.tsx') },
      { path: 'saved/:collectionId', lazy: () => import('./pages/collection.tsx') },
      { path: 'new', lazy: () => import('./pages/new-post.tsx') },
      { path: 'activity', lazy: () => import('./pages/activity.tsx') },
      { path: 'requests', lazy: () => import('./pages/requests.tsx') },
      {
        path: 'moderation',
        lazy: () => import('./pages/moderation.tsx'),
        children: [
          { index: true, lazy: () => import('./pages/moderation/reports.tsx') },
          { path: 'decisions', lazy: () => import('./pages/moderation/decisions.tsx') },
        ],
      },
      {
        path: 'admin',
        lazy: () => import('./pages/admin.tsx'),
        children: [
          { index: true, lazy: () => import('./pages/admin/overview.tsx') },
          { path: 'jobs', lazy: () => import('./pages/admin/jobs.tsx') },
          { path: 'jobs/:kind', lazy: () => import('./pages/admin/kind.tsx') },
          { path: 'jobs/:kind/:jobId', lazy: () => import('./pages/admin/job.tsx') },
          { path: 'queue', lazy: () => import('./pages/admin/queue.tsx') },
          { path: 'runs', lazy: () => import('./pages/admin/runs.tsx') },
          { path: 'acts', lazy: () => import('./pages/admin/acts.tsx') },
          { path: 'operations', lazy: () => import('./pages/admin/operations.tsx') },
        ],
      },
      {
        path: 'settings',
        lazy: () => import('./pages/settings.tsx'),
        children: [
          { index: true, lazy: () => import('./pages/settings/profile.tsx') },
          { path: 'privacy', lazy: () => import('./pages/settings/privacy.tsx') },
          { path: 'security', lazy: () => import('./pages/settings/security.tsx') },
          { path: 'notifications', lazy: () => import('./pages/settings/notifications.tsx') },
          { path: 'appearance', lazy: () => import('./pages/settings/appearance.tsx') },
          { path: 'data', lazy: () => import('./pages/settings/data.tsx') },
        ],
      },
      { path: ':at', lazy: () => import('./pages/profile.tsx') },
      { path: ':at/:list', lazy: () => import('./pages/people.tsx') },
      { path: '*', Component: NotFound },
    ],
  },
])
