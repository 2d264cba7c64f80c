import { withoutTrailingSlashes } from '../../http/slashes';
import { webHandler, type WriteRecipe } from './recipe';

const HEAD = `export const dynamic = 'force-dynamic';

export function GET(request: Request): Response`;

export const nextApp: WriteRecipe = ({ path, target }) => ({
  id: 'next-app',
  label: 'Next.js (App Router)',
  files: [
    { path: `app${withoutTrailingSlashes(path)}/route.ts`, content: webHandler(target, HEAD) },
  ],
});
