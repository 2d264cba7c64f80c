import { type ReviewStepId } from '../../../../contracts/review-view';

interface StepText {
  id: ReviewStepId;
  title: string;
  wants: string;
  why: string;
  where: { label: string; url: string | null };
}

const APPS = 'https://developers.tiktok.com/apps/';
const AUDIT = 'https://developers.tiktok.com/application/content-posting-api';

/** The ten steps [app-review-guidelines, getting-started-create-an-app, add-a-sandbox, content-sharing-guidelines]. */
export const STEP_TEXTS: readonly StepText[] = [
  {
    id: 'app-details',
    title: 'App details',
    wants:
      'An app with a name of its own, an icon, a category, the platform Web and a public description, best owned by an organization.',
    why: 'Reviewers compare the name with the website and refuse names of social networks. An organization keeps the app when people leave.',
    where: { label: 'Manage apps > your app > App details, Platforms', url: APPS },
  },
  {
    id: 'legal-pages',
    title: 'Legal pages',
    wants:
      'A privacy policy and terms of service that anyone can open, linked visibly from the website, saying what happens to TikTok data.',
    why: 'Both addresses are fields of the app and are opened by the reviewer. A link in a closed menu does not count.',
    where: { label: 'Manage apps > your app > App details', url: APPS },
  },
  {
    id: 'website',
    title: 'Website',
    wants: 'A real website, open to anyone, with more than a landing or login page.',
    why: 'The most frequent refusal. Strapi itself may stand on a sub-domain of the same brand, with the website on the main one.',
    where: { label: 'Manage apps > your app > App details > Web/Desktop URL', url: APPS },
  },
  {
    id: 'domain-verification',
    title: 'Domain verification',
    wants:
      'Proof that the hosts are yours: by a DNS record for a domain, or by a file for a URL prefix.',
    why: 'Apps made after 9 September 2024 need it for website, terms and privacy; any app needs it for the hosts that TikTok pulls media from. In the sandbox only the latter.',
    where: { label: 'Manage apps > your app > URL properties > Verify properties', url: APPS },
  },
  {
    id: 'redirect-uri',
    title: 'Redirect URI',
    wants: 'The exact address to which TikTok returns people after they agreed.',
    why: 'TikTok compares it letter by letter and shows its own error page otherwise. It should be under the brand of the website.',
    where: { label: 'Manage apps > your app > Products > Login Kit > Redirect URI', url: APPS },
  },
  {
    id: 'products-and-scopes',
    title: 'Products and scopes',
    wants: 'Only the products and scopes that the app uses, each explained.',
    why: 'Each one must be seen in the demo video. One too many is refused; one too few fails when somebody connects.',
    where: { label: 'Manage apps > your app > Products, Scopes', url: APPS },
  },
  {
    id: 'sandbox',
    title: 'Sandbox',
    wants: 'A try with up to ten target users before anything is reviewed.',
    why: 'The first demo video must be recorded in a sandbox. An individual developer is enough here. Drafts work; public posts do not, and direct posts at best with a private account and "Only me". Use an account made for tests, nobody’s own.',
    where: { label: 'Manage apps > your app > Sandbox > Create sandbox, Target users', url: APPS },
  },
  {
    id: 'demo-video',
    title: 'Demo video',
    wants:
      'One to five videos of at most 50 MB each, of the whole way from the website to the post on TikTok.',
    why: 'The reviewer sees nothing else of the app. What is not in the video does not exist.',
    where: { label: 'Manage apps > your app > App review', url: APPS },
  },
  {
    id: 'direct-post-audit',
    title: 'Direct Post audit',
    wants: 'An app for a wide audience whose form follows the Content Sharing Guidelines.',
    why: 'A gate of its own after the app review: without it direct posts are private. Drafts need no audit.',
    where: { label: 'Content Posting API > Direct Post > Apply', url: AUDIT },
  },
  {
    id: 'submission',
    title: 'Submission and after',
    wants:
      'The app sent for review; later the mode switched, the accounts connected anew, a real post.',
    why: 'Days to two weeks, without a promise. When it is refused, answer the review comments and send it again. A change of a live app is a new revision and is reviewed again.',
    where: { label: 'Manage apps > your app > Submit for review', url: APPS },
  },
];
