import { withoutTrailingSlashes } from '../../http/slashes';
import { EXPLANATION, literal, nodeBody, type WriteRecipe } from './recipe';

const handler = (
  target: string,
): string => `import type { NextApiRequest, NextApiResponse } from 'next';

${EXPLANATION}
export default function handler(req: NextApiRequest, res: NextApiResponse) {
${nodeBody(target, "req.url ?? '/'")}
}
`;

const rewrite = (
  path: string,
): string => `// Merge this into your configuration: it serves the handler under the registered address.
module.exports = {
  async rewrites() {
    return [{ source: ${literal(path)}, destination: '/api/tiktok-callback' }];
  },
};
`;

/** API routes live under /api only, so any other address needs a rewrite. */
export const nextPages: WriteRecipe = ({ path, target }) => {
  const clean = withoutTrailingSlashes(path);
  const own = /^\/api\/./.test(clean);
  return {
    id: 'next-pages',
    label: 'Next.js (Pages Router)',
    files: own
      ? [{ path: `pages${clean}.ts`, content: handler(target) }]
      : [
          { path: 'pages/api/tiktok-callback.ts', content: handler(target) },
          { path: 'next.config.js', content: rewrite(path) },
        ],
  };
};
