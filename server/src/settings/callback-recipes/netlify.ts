import { quoted, webHandler, type WriteRecipe } from './recipe';

const rule = (path: string): string => `# Add this rule; a redirect with status 200 keeps the query.
[[redirects]]
  from = ${quoted(path)}
  to = "/.netlify/functions/tiktok-callback"
  status = 200
  force = true
`;

export const netlify: WriteRecipe = ({ path, target }) => ({
  id: 'netlify',
  label: 'Netlify Functions',
  files: [
    {
      path: 'netlify/functions/tiktok-callback.mts',
      content: webHandler(
        target,
        'export default async function handler(request: Request): Promise<Response>',
      ),
    },
    { path: 'netlify.toml', content: rule(path) },
  ],
});
