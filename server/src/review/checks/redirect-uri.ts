import { checkRedirectUri } from '../../settings/redirect-uri';
import { mentions, registrableDomain, sameBrand } from '../brand';
import { type Check, failed, notYet, ok, warning } from './check';
import { openPage, seen } from './pages';

export const redirectUriChecks: Check[] = [
  {
    id: 'redirect-form',
    step: 'redirect-uri',
    title: 'Form',
    about: 'https, absolute, static, under 512 characters, no fragment.',
    run({ mode, addresses: { redirectUri } }) {
      const { kind, notices } = checkRedirectUri(redirectUri);
      const details = [{ label: 'Redirect URI', value: redirectUri }];
      const [fault] = notices.filter(({ level }) => level === 'danger');
      if (fault)
        return failed(fault.message, fault.remedy ?? 'Correct it in the settings.', details);
      if (kind === 'desktop') {
        return (mode === 'live' ? failed : warning)(
          'The redirect URI is on this machine. TikTok takes it as "Desktop" for tests, not for a web app.',
          'Set an https address before you submit the app.',
          details,
        );
      }
      const slash = notices.find(({ code }) => code === 'redirect_trailing_slash');
      return slash
        ? warning(slash.message, slash.remedy ?? '', details)
        : ok('The redirect URI has the form that TikTok takes.', details);
    },
  },
  {
    id: 'redirect-probe',
    step: 'redirect-uri',
    title: 'Reaches this Strapi',
    about:
      'A signed test call goes to the redirect URI and must arrive here with its query intact.',
    async run(context) {
      const { redirectUri } = context.addresses;
      const probe = context.callbackProbe(redirectUri);
      if (!probe) return notYet('Nothing can be signed yet.', 'Set an encryption key first.');
      const page = await context.fetch(probe.address);
      // The test call's own query is of no use to anyone who reads this.
      const details = seen(page, context.nameOf('system')).map(({ label, value }) => ({
        label,
        value: value.replace(/\?[^\s]*/g, '?…'),
      }));
      if (page.ok && probe.isAnswer(page)) {
        return ok('The redirect URI leads to this Strapi, with its query intact.', details);
      }
      if (!page.ok) {
        return failed(
          `The redirect URI cannot be reached: ${page.message}`,
          'Make it reachable from the internet; the settings page has recipes for a site that forwards it.',
          details,
        );
      }
      const reached = page.headers['x-tiktok-probe'] !== undefined;
      return failed(
        reached
          ? 'The redirect URI leads to a Strapi, but the query is changed on the way, or it is another Strapi.'
          : `The redirect URI answers with HTTP ${page.status}, and not from this Strapi.`,
        reached
          ? 'Let the proxy hand on the query string as it is (nginx: $is_args$args).'
          : 'Let the proxy, or the site’s handler, hand on exactly this path to this Strapi.',
        details,
      );
    },
  },
  {
    id: 'redirect-brand',
    step: 'redirect-uri',
    title: 'One brand domain',
    about: 'Website, legal pages and redirect URI under the same registered domain.',
    run({ addresses: { redirectUri }, facts }) {
      const { websiteUrl } = facts;
      if (!websiteUrl)
        return notYet('The website has no address yet.', 'Enter it under the facts.');
      const others = [redirectUri, facts.termsUrl, facts.privacyUrl].filter(
        (url): url is string => url !== null && URL.canParse(url),
      );
      const details = [websiteUrl, ...others].map((url) => ({
        label: url,
        value: registrableDomain(new URL(url).hostname),
      }));
      const foreign = others.filter((url) => !sameBrand(url, websiteUrl));
      return foreign.length === 0
        ? ok('All addresses are under one domain.', details)
        : failed(
            `${foreign.map((url) => new URL(url).host).join(', ')} is not under the website’s domain.`,
            'Use sub-domains of one brand. For the redirect URI the settings page has recipes that forward it from the website. Which domains belong together is judged by the Public Suffix List.',
            details,
          );
    },
  },
  {
    id: 'brand-name',
    step: 'redirect-uri',
    title: 'The app’s name on the pages',
    about: 'The name of the app must appear on the website and the legal pages.',
    async run(context) {
      const { appName, websiteUrl, termsUrl, privacyUrl } = context.facts;
      if (appName === '') return notYet('The app has no name yet.', 'Enter it under the facts.');
      const pages = [
        { what: 'The website', url: websiteUrl },
        { what: 'The terms of service', url: termsUrl },
        { what: 'The privacy policy', url: privacyUrl },
      ];
      const without: string[] = [];
      for (const { what, url } of pages) {
        const opened = await openPage(context, what, url);
        if (!opened.ok) return opened.found;
        const { title, text } = opened.content;
        if (!mentions(`${title} ${text}`, appName)) without.push(what.toLowerCase());
      }
      return without.length === 0
        ? ok(`"${appName}" stands on all three pages.`)
        : failed(
            `"${appName}" does not appear on ${without.join(', ')}.`,
            'Use one name everywhere: in the portal, on the website and in the legal pages.',
          );
    },
  },
  {
    id: 'redirect-registered',
    step: 'redirect-uri',
    title: 'Registered in the portal',
    about:
      'Confirm that exactly this redirect URI, letter by letter, stands in the portal under Login Kit.',
  },
];
