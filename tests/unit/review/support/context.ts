import { type CheckContext, type Found } from '../../../../server/src/review/checks/check';
import { CHECKS } from '../../../../server/src/review/checks';
import { NO_FACTS } from '../../../../server/src/review/facts-store';
import { type Internet } from './internet';

const WORDS =
  'Brightside helps creators to publish their own films. It shows what was planned and what came of it. '.repeat(
    8,
  );

/** A page with links, as a website has them. */
export const pageOf = (text: string, links: Record<string, string> = {}): string =>
  `<!doctype html><html><head><title>Brightside</title></head><body><main><p>${text}</p></main><footer>${Object.entries(
    links,
  )
    .map(([href, label]) => `<a href="${href}">${label}</a>`)
    .join(' ')}</footer></body></html>`;

/** A website that is right in every way. */
export const addRightSite = (internet: Internet): void => {
  internet.add('www.brand.test', {
    '/': {
      body: pageOf(WORDS, {
        '/about': 'About',
        '/product': 'Product',
        '/contact': 'Contact',
        '/privacy': 'Privacy Policy',
        '/terms': 'Terms',
      }),
    },
    '/privacy': {
      body: pageOf(
        `${WORDS} We process TikTok data. To have it deleted write to privacy@brand.test.`,
      ),
    },
    '/terms': { body: pageOf(`Terms of Brightside. ${WORDS}`) },
  });
};

/** The context of a site that is right; change what the test is about. */
export const contextOf = (
  internet: Internet,
  changes: Partial<Omit<CheckContext, 'facts'>> & { facts?: Partial<CheckContext['facts']> } = {},
): CheckContext => {
  const site = internet.url('www.brand.test', '');
  const { facts, ...rest } = changes;
  return {
    mode: 'live',
    facts: {
      ...NO_FACTS,
      appName: 'Brightside',
      owner: 'organization',
      category: 'Business',
      websiteUrl: `${site}/`,
      privacyUrl: `${site}/privacy`,
      termsUrl: `${site}/terms`,
      audience: 'customers',
      ...facts,
    },
    properties: [],
    settings: {
      mode: 'live',
      shareType: 'inbox',
      allowInbox: true,
      allowDirectPost: false,
      profileCard: false,
      insights: false,
      transfer: 'file_upload',
      audited: { sandbox: false, live: false },
    },
    addresses: {
      publicUrl: internet.url('cms.brand.test', ''),
      mediaUrl: null,
      mediaPrefix: null,
      redirectUri: internet.url('cms.brand.test', '/api/tiktok/oauth/callback'),
      ownCallback: internet.url('cms.brand.test', '/api/tiktok/oauth/callback'),
      legal: {
        privacy: internet.url('cms.brand.test', '/api/tiktok/legal/privacy'),
        terms: internet.url('cms.brand.test', '/api/tiktok/legal/terms'),
        deletion: internet.url('cms.brand.test', '/api/tiktok/legal/deletion'),
      },
    },
    appPresent: { sandbox: true, live: true },
    accounts: [],
    usage: {
      accounts: 0,
      posts: 0,
      creators: 0,
      busiestDay: 0,
      sent: { inbox: 0, direct_post: 0 },
      waiting: { inbox: 0, direct_post: 0 },
    },
    uploadLimit: null,
    testRun: [],
    reviewerRoleId: null,
    page: (url, via = 'system') => internet.fetchPage(url, { lookup: internet.names.lookup(via) }),
    fetch: (url, options) =>
      internet.fetchPage(url, { lookup: internet.names.lookup('system'), ...options }),
    txt: internet.names.txt,
    nameOf: internet.names.nameOf,
    picture: () => Promise.resolve({ ok: false, message: 'No such file.' }),
    video: () => Promise.resolve({ ok: false, message: 'No such file.' }),
    callbackProbe: () => null,
    rootProbe: () => null,
    ...rest,
  };
};

/** Runs one check by its id. */
export const runCheck = async (id: string, context: CheckContext): Promise<Found> => {
  const check = CHECKS.find((one) => one.id === id);
  if (!check?.run) throw new Error(`there is no check ${id} that runs`);
  return check.run(context);
};
