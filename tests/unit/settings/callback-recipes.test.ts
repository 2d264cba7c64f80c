import express from 'express';

import { type CallbackRecipe } from '../../../contracts/settings';
import { callbackRecipes } from '../../../server/src/settings/callback-recipes';
import { askNginx, askNode, hasNginx } from '../../support/callback-servers';
import { fileOf, loadRecipe as load } from './recipe-module';

const TARGET = 'https://cms.example.com/api/tiktok/oauth/callback';
const PUBLIC = 'https://www.brand.example.com/tiktok/callback';
const addresses = { publicCallbackUrl: PUBLIC, callbackUrl: TARGET };

/** What TikTok sends, encoded as TikTok does, and things that must not be handed on. */
const QUERY =
  'code=ab%2Acd%21ef&scopes=user.info.basic%2Cvideo.upload&state=st.at-e_1&utm_source=x&code=second&next=https%3A%2F%2Fevil.example.com';
const ERROR_QUERY = 'error=access_denied&error_description=User%20said%20no%26&state=s';

const recipe = (id: CallbackRecipe['id'], given = addresses): CallbackRecipe => {
  const found = callbackRecipes(given).find((one) => one.id === id);
  if (!found) throw new Error(`There is no recipe ${id}.`);
  return found;
};

const checkLocation = (location: string | null, expected: Record<string, string>): void => {
  const url = new URL(location ?? '');
  expect(`${url.origin}${url.pathname}`).toBe(TARGET);
  // What was not sent may be handed on empty (nginx); Strapi takes that for absent.
  const handed = [...url.searchParams].filter(([, value]) => value !== '');
  expect(Object.fromEntries(handed)).toEqual(expected);
  expect(handed).toHaveLength(Object.keys(expected).length);
};

const SUCCESS = { code: 'ab*cd!ef', scopes: 'user.info.basic,video.upload', state: 'st.at-e_1' };
const DENIED = { error: 'access_denied', error_description: 'User said no&', state: 's' };
const CASES = [
  [QUERY, SUCCESS],
  [ERROR_QUERY, DENIED],
] as const;

const checkAnswer = (answer: Response, expected: Record<string, string>): void => {
  expect(answer.status).toBe(302);
  checkLocation(answer.headers.get('location'), expected);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
  expect(answer.headers.get('set-cookie')).toBeNull();
};

const ADDRESS = '/tiktok/callback';

describe('a callback recipe hands on what TikTok sent and nothing else, to one fixed address', () => {
  it.each(CASES)('Next.js App Router: %s', async (query, expected) => {
    const { GET } = load(fileOf(recipe('next-app'), 'app/tiktok/callback/route.ts'));
    checkAnswer((await GET?.(new Request(`${PUBLIC}?${query}`))) as Response, expected);
  });

  it.each(CASES)('Next.js Pages Router: %s', async (query, expected) => {
    const { default: handler } = load(fileOf(recipe('next-pages'), 'pages/api/tiktok-callback.ts'));
    checkAnswer(
      await askNode((request, response) => handler?.(request, response), `${ADDRESS}?${query}`),
      expected,
    );
  });

  it.each(CASES)('Netlify Functions: %s', async (query, expected) => {
    const source = fileOf(recipe('netlify'), 'netlify/functions/tiktok-callback.mts');
    const { default: handler } = load(source);
    checkAnswer((await handler?.(new Request(`${PUBLIC}?${query}`))) as Response, expected);
  });

  it.each(CASES)('Express: %s', async (query, expected) => {
    const { default: handler } = load(fileOf(recipe('express'), 'tiktok-callback.js'));
    const app = express();
    app.get(ADDRESS, (request, response) => handler?.(request, response));
    checkAnswer(await askNode(app, `${ADDRESS}?${query}`), expected);
  });

  it.each(CASES)('Vercel Functions: %s', async (query, expected) => {
    const { GET } = load(fileOf(recipe('vercel'), 'api/tiktok-callback.ts'));
    checkAnswer((await GET?.(new Request(`${PUBLIC}?${query}`))) as Response, expected);
  });

  if (hasNginx()) {
    it.each(CASES)('nginx: %s', async (query, expected) => {
      const config = fileOf(recipe('nginx'), 'nginx.conf');
      checkAnswer(await askNginx(config, `${ADDRESS}?${query}`), expected);
    });
  } else {
    it('nginx: NOT RUN, there is no nginx on this machine; only its text is checked', () => {
      process.stderr.write('\nnginx is not installed: its callback recipe was not executed.\n');
      const config = fileOf(recipe('nginx'), 'nginx.conf');
      expect(config).toContain('location = "/tiktok/callback"');
      expect(config).toContain(
        `return 302 "${TARGET}?code=$arg_code&state=$arg_state&scopes=$arg_scopes&error=$arg_error&error_description=$arg_error_description";`,
      );
      expect(config).not.toContain('proxy_pass');
    });
  }
});

describe('what stands around the handlers', () => {
  it('routes the registered path to them, whatever that path is', async () => {
    expect(fileOf(recipe('netlify'), 'netlify.toml')).toContain('from = "/tiktok/callback"');
    expect(fileOf(recipe('netlify'), 'netlify.toml')).toContain('status = 200');
    expect(fileOf(recipe('express'), 'app.js')).toContain("app.get('/tiktok/callback',");
    expect(JSON.parse(fileOf(recipe('vercel'), 'vercel.json'))).toEqual({
      rewrites: [{ source: '/tiktok/callback', destination: '/api/tiktok-callback' }],
    });
    const rewrite = load(fileOf(recipe('next-pages'), 'next.config.js'));
    expect(await rewrite.rewrites?.()).toEqual([
      { source: '/tiktok/callback', destination: '/api/tiktok-callback' },
    ]);
  });

  it('needs no rewrite for an API route of the Pages Router', () => {
    const given = { ...addresses, publicCallbackUrl: 'https://brand.example.com/api/connect' };
    expect(recipe('next-pages', given).files.map(({ path: at }) => at)).toEqual([
      'pages/api/connect.ts',
    ]);
  });

  it('cannot be broken out of by an address', () => {
    const nasty = `https://cms.example.com/a'b"c\\d\${e}/callback`;
    const url = new URL(nasty).toString();
    const given = { publicCallbackUrl: url, callbackUrl: url };
    for (const { id, files } of callbackRecipes(given)) {
      for (const { path: at, content } of files) {
        if (/\.(ts|mts|js)$/.test(at) && at !== 'app.js') expect(() => load(content)).not.toThrow();
        if (at.endsWith('.json')) expect(() => JSON.parse(content)).not.toThrow();
        if (id === 'nginx') expect(content).not.toContain('${');
      }
    }
  });

  it('has an example path while no public callback URL has been entered', () => {
    const given = { publicCallbackUrl: null, callbackUrl: TARGET };
    for (const { files } of callbackRecipes(given)) expect(files[0]?.content).toContain(TARGET);
  });
});
