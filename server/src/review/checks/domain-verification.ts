import { type UrlProperty } from '../../../../contracts/review-facts';
import { type Page } from '../fetch-page';
import { type Via } from '../names';
import { covers, coverageWords, dnsHost, fileAddress, oddity } from '../properties';
import {
  type Check,
  type CheckContext,
  failed,
  type Found,
  notYet,
  ok,
  onlyYou,
  warning,
} from './check';
import { seen } from './pages';

const VIAS: readonly Via[] = ['system', 'public'];
type Detail = { label: string; value: string };
interface Judged {
  level: 'ok' | 'warning' | 'failed';
  words: string;
  details: Detail[];
}

/** What is wrong with a signature file as a crawler gets it; null: nothing. */
const fileFault = (page: Page, value: string): string | null => {
  if (!page.ok) return page.message;
  if (page.redirects.length > 0) return 'it redirects, which TikTok does not follow';
  if (page.status !== 200) return `it answers with HTTP ${page.status}`;
  if (page.body.trim() !== value) return 'it holds something else';
  if (page.type !== 'text/plain')
    return `it is of the type "${page.type || 'none'}" instead of text/plain`;
  return null;
};

const judgeFile = async (context: CheckContext, property: UrlProperty): Promise<Judged> => {
  const address = fileAddress(property);
  const details: Detail[] = [];
  const faults: { via: Via; fault: string }[] = [];
  for (const via of VIAS) {
    const page = await context.page(address, via);
    details.push(...seen(page, context.nameOf(via)));
    const fault = fileFault(page, property.value);
    if (fault) faults.push({ via, fault });
  }
  if (faults.length === 0) return { level: 'ok', words: `${address} is right`, details };
  const inward = faults.find(({ via }) => via === 'system');
  // The public resolver may be closed off; what this server itself sees counts more.
  return inward
    ? { level: 'failed', words: `${address}: ${inward.fault}`, details }
    : {
        level: 'warning',
        words: `${address} is right from here, but through ${context.nameOf('public')}: ${faults[0]!.fault}`,
        details,
      };
};

const judgeRecord = async (context: CheckContext, property: UrlProperty): Promise<Judged> => {
  const host = dnsHost(property);
  const details: Detail[] = [];
  const found: boolean[] = [];
  for (const via of VIAS) {
    const answer = await context.txt(host, via);
    found.push(answer.ok && answer.records.includes(property.value));
    details.push({
      label: `TXT of ${host}, ${context.nameOf(via)}`,
      value: answer.ok ? answer.records.join(' | ') : answer.message,
    });
  }
  if (found.every(Boolean)) return { level: 'ok', words: `${host} has the TXT record`, details };
  return found.some(Boolean)
    ? {
        level: 'warning',
        words: `the TXT record of ${host} is not seen from everywhere yet`,
        details,
      }
    : { level: 'failed', words: `${host} has no such TXT record`, details };
};

const judge = async (context: CheckContext, property: UrlProperty): Promise<Judged> => {
  const found = await (property.method === 'file' ? judgeFile : judgeRecord)(context, property);
  const odd = oddity(property);
  if (!odd) return found;
  const details = [...found.details, { label: property.target, value: odd }];
  return found.level === 'ok'
    ? { level: 'warning', words: `${property.target}: ${odd}`, details }
    : { ...found, details };
};

const worst = (judged: readonly Judged[]): Judged['level'] =>
  (['failed', 'warning'] as const).find((level) => judged.some((one) => one.level === level)) ??
  'ok';

const seenProperties = async (context: CheckContext): Promise<Found> => {
  if (context.properties.length === 0) {
    return notYet(
      'No file or TXT record has been entered.',
      'In the portal choose "Verify properties", and paste here what it gives.',
    );
  }
  const judged: Judged[] = [];
  for (const property of context.properties) {
    judged.push(await judge(context, property));
  }
  const level = worst(judged);
  const words = judged.filter((one) => one.level === level).map((one) => one.words);
  const details = judged.flatMap((one) => one.details);
  if (level === 'ok') return ok('TikTok’s crawler finds what it looks for.', details);
  return (level === 'failed' ? failed : warning)(
    `Not as TikTok wants it: ${words.join('; ')}.`,
    level === 'failed'
      ? 'This Strapi gives a file at the root of its address and under its media address; elsewhere serve it yourself, as text/plain with 200 and no redirect. Add a TXT record exactly as given; a new one can take an hour.'
      : 'Compare what was entered with the portal, wait an hour and check again; a DNS change spreads slowly. This server may also be kept from asking other resolvers.',
    details,
  );
};

const coverage = (context: CheckContext, wanted: { name: string; url: string }[]): Found => {
  const details = [
    ...wanted.map(({ name, url }) => {
      const by = context.properties.find((property) => covers(property, url));
      return { label: `${name}: ${url}`, value: by ? `covered by ${by.target}` : 'not covered' };
    }),
    ...context.properties.map((property) => ({
      label: `${property.target} covers`,
      value: coverageWords(property),
    })),
  ];
  const bare = wanted.filter(({ url }) => !context.properties.some((one) => covers(one, url)));
  return bare.length === 0
    ? ok('Every address stands under a property.', details)
    : failed(
        `No property covers ${bare.map(({ url }) => new URL(url).host).join(', ')}.`,
        'Verify that domain, or one above it, in the portal, and enter it here.',
        details,
      );
};

/** The addresses that serve media for PULL_FROM_URL. */
export const pullAddresses = ({
  addresses,
  facts,
}: CheckContext): { name: string; url: string }[] => [
  ...(addresses.mediaPrefix ? [{ name: 'Media', url: addresses.mediaPrefix }] : []),
  ...facts.mediaHosts.map((host) => ({ name: 'Media', url: `https://${host}/` })),
];

export const domainVerificationChecks: Check[] = [
  {
    id: 'property-seen',
    step: 'domain-verification',
    title: 'What a crawler sees',
    about: 'Each file or TXT record, from this server and through a public resolver.',
    run: seenProperties,
  },
  {
    id: 'property-pages',
    step: 'domain-verification',
    title: 'Website and legal pages are covered',
    about: 'Apps made after 9 September 2024 must verify the hosts of these three addresses.',
    modes: ['live'],
    run(context) {
      const { websiteUrl, termsUrl, privacyUrl } = context.facts;
      const wanted = [
        { name: 'Website', url: websiteUrl },
        { name: 'Terms', url: termsUrl },
        { name: 'Privacy', url: privacyUrl },
      ].flatMap(({ name, url }) => (url ? [{ name, url }] : []));
      if (wanted.length < 3) {
        return notYet(
          'An address is missing.',
          'Enter website, terms and privacy under the facts.',
        );
      }
      return coverage(context, wanted);
    },
  },
  {
    id: 'property-media',
    step: 'domain-verification',
    title: 'Hosts of media are covered',
    about:
      'TikTok pulls pictures, and videos where chosen, only from verified hosts; in the sandbox too.',
    run(context) {
      const wanted = pullAddresses(context);
      const { transfer } = context.settings;
      if (wanted.length === 0) {
        return transfer === 'pull_from_url'
          ? failed(
              'No public https address is configured from which TikTok could pull.',
              'Set `mediaUrl` or `publicUrl` of this plugin to an https address.',
            )
          : ok('Videos are uploaded, and no host for pictures is configured: nothing to verify.');
      }
      const found = coverage(context, wanted);
      if (found.result === 'ok' || transfer === 'pull_from_url') return found;
      // Videos go without it; only pictures need the pull.
      return {
        ...found,
        result: 'warning',
        message: `${found.message} Pictures cannot be posted until then.`,
      };
    },
  },
  {
    id: 'property-portal',
    step: 'domain-verification',
    title: 'Verified in the portal',
    about: 'Confirm that the portal shows each property as verified. Only TikTok knows.',
    run: ({ properties }) =>
      properties.length === 0
        ? notYet('Nothing has been entered to verify.', 'Enter the properties first.')
        : onlyYou(
            'Look at "URL properties" in the portal: each of these must be shown as verified.',
            [...properties.map(({ target, kind }) => ({ label: kind, value: target }))],
          ),
  },
];
