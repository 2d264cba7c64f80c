import { type CallbackRecipe } from '../../../../contracts/settings';

/** The addresses a recipe is written for. */
export interface RecipeAddresses {
  /** Path of the public callback URL on the site, beginning with "/". */
  path: string;
  /** Where the browser is sent on: this Strapi's own callback. */
  target: string;
}

export type WriteRecipe = (addresses: RecipeAddresses) => CallbackRecipe;

/** All that TikTok sends and Strapi needs; nothing else is forwarded. */
export const FORWARDED = ['code', 'state', 'scopes', 'error', 'error_description'] as const;

/** A JavaScript, TypeScript, JSON or TOML string. */
export const quoted = (text: string): string => JSON.stringify(text);

/** The same in single quotes, for JavaScript and TypeScript. */
export const literal = (text: string): string =>
  `'${quoted(text).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;

const names = FORWARDED.map(literal).join(', ');

export const EXPLANATION = `// TikTok sends the browser here; this hands it on to Strapi. One fixed address, five parameters,
// no cookies, and no call from this server: the sign-in is finished in the browser that began it.`;

/** Body shared by the handlers that get and give the web's own Request and Response. */
export const webHandler = (target: string, head: string): string => `${EXPLANATION}
const STRAPI_CALLBACK = ${literal(target)};
const FORWARDED = [${names}];

${head} {
  const received = new URL(request.url).searchParams;
  const target = new URL(STRAPI_CALLBACK);
  for (const name of FORWARDED) {
    const value = received.get(name);
    if (value) target.searchParams.set(name, value);
  }
  return new Response(null, {
    status: 302,
    headers: {
      Location: target.toString(),
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
    },
  });
}
`;

/** Body shared by the handlers that get and give Node's request and response. */
export const nodeBody = (target: string, url: string): string =>
  `  const received = new URL(${url}, 'http://localhost').searchParams;
  const target = new URL(${literal(target)});
  for (const name of [${names}]) {
    const value = received.get(name);
    if (value) target.searchParams.set(name, value);
  }
  res.writeHead(302, {
    Location: target.toString(),
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
  });
  res.end();`;
