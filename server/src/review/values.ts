import { type ReviewFacts } from '../../../contracts/review-facts';
import { type ReviewStep, type ReviewStepId } from '../../../contracts/review-view';
import { type Scope } from '../../../contracts/settings';
import { type CheckContext } from './checks/check';
import { ESTIMATE_USAGE } from './texts/audit';
import { DESCRIBE_YOURSELF, describeApp, explainScope, productsOf } from './texts/scopes';

type Value = ReviewStep['values'][number];

const value = (
  id: string,
  label: string,
  text: string | null,
  { note, multiline = false }: { note?: string; multiline?: boolean } = {},
): Value => ({
  id,
  label,
  value: text ?? '',
  multiline,
  note: text ? null : (note ?? 'Enter it under the facts of the site.'),
});

const ownPage = (given: string | null, own: string, label: string, id: string): Value => ({
  ...value(id, label, given ?? own),
  note: given
    ? null
    : 'The page of this plugin; publish it first, or enter an address of your own.',
});

interface ValuesOf {
  facts: ReviewFacts;
  addresses: CheckContext['addresses'];
  settings: CheckContext['settings'];
  requested: readonly Scope[];
  webhookUrl: string;
  usageText: string | null;
  properties: CheckContext['properties'];
}

/** What to paste into TikTok's portal, step by step, with this site's own addresses. */
export const valuesOf = (site: ValuesOf): Record<ReviewStepId, Value[]> => {
  const { facts, addresses, settings, requested } = site;
  const products = productsOf(facts, settings).filter(({ needed }) => needed);
  return {
    'app-details': [
      value('app-name', 'App name', facts.appName),
      value('category', 'Category', facts.category),
      value('description', 'Description', describeApp(facts), {
        multiline: true,
        note: DESCRIBE_YOURSELF,
      }),
      value('platform', 'Platform', 'Web'),
      value('website-url', 'Web/Desktop URL', facts.websiteUrl),
    ],
    'legal-pages': [
      ownPage(facts.termsUrl, addresses.legal.terms, 'Terms of Service URL', 'terms-url'),
      ownPage(facts.privacyUrl, addresses.legal.privacy, 'Privacy Policy URL', 'privacy-url'),
      value('deletion-url', 'Data deletion instructions', addresses.legal.deletion),
    ],
    website: [value('website-url-again', 'Web/Desktop URL', facts.websiteUrl)],
    'domain-verification': site.properties.map((property, index) =>
      value(
        `property-${index}`,
        property.kind === 'domain' ? 'Domain' : 'URL prefix',
        property.target,
      ),
    ),
    'redirect-uri': [value('redirect-uri', 'Redirect URI', addresses.redirectUri)],
    'products-and-scopes': [
      ...products.map(({ id, name, explanation }) =>
        value(`product-${id}`, name, explanation, { multiline: true }),
      ),
      ...requested.map((scope) =>
        value(`scope-${scope}`, scope, explainScope(scope, facts), { multiline: true }),
      ),
      value('webhook-url', 'Webhook callback URL', site.webhookUrl),
    ],
    sandbox: [
      value('sandbox-redirect-uri', 'Redirect URI of the sandbox', addresses.redirectUri),
      value('target-users', 'Target users', facts.targetUsers.join(', ')),
    ],
    'demo-video': [
      value('demo-video-url', 'Link to the demo video', facts.demoVideoUrl, {
        note: facts.demoVideoAssetId
          ? 'Attach the file from the Media Library.'
          : 'Record it along the shot list.',
      }),
    ],
    'direct-post-audit': [
      value('organization', 'Organization', facts.companyName),
      value('audit-website', 'Website', facts.websiteUrl),
      value('expected-usage', 'Expected usage', site.usageText, {
        multiline: true,
        note: ESTIMATE_USAGE,
      }),
      value('purpose', 'Purpose', describeApp(facts), {
        multiline: true,
        note: DESCRIBE_YOURSELF,
      }),
    ],
    submission: [value('contact-email', 'Contact e-mail', facts.contactEmail)],
  };
};

const NEEDED: readonly (keyof ReviewFacts)[] = [
  'appName',
  'owner',
  'category',
  'websiteUrl',
  'termsUrl',
  'privacyUrl',
  'audience',
  'contactEmail',
  'companyName',
  'companyAddress',
  'companyCountry',
];

export const missingFacts = (facts: ReviewFacts): string[] =>
  NEEDED.filter((key) => facts[key] === null || facts[key] === '');
