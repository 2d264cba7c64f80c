import { webHandler, type WriteRecipe } from './recipe';

export const vercel: WriteRecipe = ({ path, target }) => ({
  id: 'vercel',
  label: 'Vercel Functions',
  files: [
    {
      path: 'api/tiktok-callback.ts',
      content: webHandler(target, 'export function GET(request: Request): Response'),
    },
    {
      path: 'vercel.json',
      content: `${JSON.stringify(
        { rewrites: [{ source: path, destination: '/api/tiktok-callback' }] },
        null,
        2,
      )}\n`,
    },
  ],
});
