import { FORWARDED, type WriteRecipe } from './recipe';

/** In nginx a "$" begins a variable, also within quotes. */
const plain = (text: string): string => text.replace(/\$/g, '%24').replace(/"/g, '%22');

/**
 * `$arg_…` is the value as it arrived, still encoded, the first of its name. What TikTok did not
 * send is handed on empty, which Strapi takes for absent.
 */
export const nginx: WriteRecipe = ({ path, target }) => {
  const query = FORWARDED.map((name) => `${name}=$arg_${name}`).join('&');
  return {
    id: 'nginx',
    label: 'nginx',
    files: [
      {
        path: 'nginx.conf',
        content: `# Put this into the server block of your site.
# TikTok sends the browser here; this hands it on to Strapi. One fixed address, five parameters,
# no cookies, and no call from this server. The log stays off: the address holds a sign-in code.
location = "${plain(path)}" {
  access_log off;
  add_header Cache-Control "no-store" always;
  add_header Referrer-Policy "no-referrer" always;
  return 302 "${plain(target)}?${query}";
}
`,
      },
    ],
  };
};
