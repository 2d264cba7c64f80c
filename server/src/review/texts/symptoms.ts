import { type Symptom } from '../../../../contracts/review-view';
import { SYMPTOMS_AFTER } from './symptoms-posting';

/** What people meet on the way to a connected account and an approved app. */
const SYMPTOMS_BEFORE: readonly Symptom[] = [
  {
    id: 'redirect-uri-mismatch',
    title: 'TikTok shows its own page about redirect_uri',
    words: [
      'redirect_uri_mismatch',
      'redirect_uri',
      'Redirect_uri is not matched',
      'We couldn’t log in with TikTok',
      'correct the following',
    ],
    causes: [
      'The redirect URI in the portal differs from the one that is sent: a slash at the end, http, another host, a query.',
      'It was registered for the app, but the sandbox is in use (or the other way round).',
      'It was registered under "Desktop" while the address is https, or the other way round.',
    ],
    remedy:
      'Copy the redirect URI from Settings > TikTok letter by letter into the portal, in the mode that is active, and save there.',
    step: 'redirect-uri',
  },
  {
    id: 'client-key',
    title: 'TikTok shows its own page about client_key',
    words: ['client_key', 'param_error', 'Something went wrong', 'invalid_client'],
    causes: [
      'The Client Key of the app itself is used before it is approved: until then only the sandbox’s works.',
      'The sandbox’s key was entered under Live, or the other way round.',
      'A space was pasted with it.',
    ],
    remedy: 'Enter the sandbox’s own pair under Sandbox, and test it on the settings page.',
    step: 'sandbox',
  },
  {
    id: 'sandbox-tier',
    title: 'The app is in the sandbox tier',
    words: ['sandbox', 'app in sandbox tier', 'non-sandbox target', 'not approved', 'In review'],
    causes: ['The app is not reviewed yet: only its sandbox works, with its own Client Key.'],
    remedy:
      'Stay in Sandbox until the portal shows the app as "Live", then switch the mode and reconnect.',
    step: 'sandbox',
  },
  {
    id: 'not-a-target-user',
    title: 'The account is not a target user',
    words: ['not a target user', 'non_sandbox_target', 'access_denied', 'unauthorized_client'],
    causes: [
      'The TikTok account was not added to the sandbox.',
      'It was added within the last hour.',
      'It did not sign in to agree to the developer terms.',
    ],
    remedy:
      'Add the account under Sandbox > Target users in the portal, let it agree, wait up to an hour.',
    step: 'sandbox',
  },
  {
    id: 'scope-mismatch',
    title: 'A scope is refused or missing',
    words: [
      'permission_error',
      'scope_not_authorized',
      'scope_permission_missed',
      'invalid_scope',
      'scope',
      'video.create',
    ],
    causes: [
      'The scope is asked for, but not added in the portal (or not in this sandbox).',
      'The person did not tick it on TikTok’s page, or withdrew it.',
      'The account was connected before the scope was switched on.',
    ],
    remedy:
      'Compare Settings > TikTok with the portal, then reconnect the account and tick everything. There is no scope "video.create".',
    step: 'products-and-scopes',
  },
  {
    id: 'popup-blocked',
    title: 'The window for connecting does not open, or does not come back',
    words: ['popup blocked', 'Pop-up blocked', 'window.opener', 'about:blank'],
    causes: [
      'The browser blocks windows that open by themselves.',
      'The session of the admin panel ended meanwhile.',
      'The panel is open under another address than the configured one.',
    ],
    remedy:
      'Allow pop-ups for the admin panel, sign in, press "Connect" again. Further addresses go into `adminOrigins`.',
    step: 'redirect-uri',
  },
  {
    id: 'domain-not-verified',
    title: 'The domain is not verified',
    words: [
      'url_ownership_unverified',
      'URL ownership',
      'domain not verified',
      'verify properties',
    ],
    causes: [
      'TikTok pulls from a host that no property of the app covers.',
      'The property is in the app, but the sandbox is in use.',
      'A sub-domain was verified, and the media stand above it.',
    ],
    remedy:
      'Verify the host that the message names, or upload videos instead of letting TikTok pull them. Pictures can only be pulled.',
    step: 'domain-verification',
  },
  {
    id: 'signature-file',
    title: 'The signature file is not found',
    words: ['Verification failed', 'tiktok-developers-site-verification', 'signature file'],
    causes: [
      'The website answers with a page or a redirect instead of the file.',
      'The proxy does not hand on files at the root to Strapi.',
      'The file is served, but not as text/plain, or with other content.',
    ],
    remedy:
      'Run the checks of domain verification: they show status, type, redirects and host as a crawler sees them.',
    step: 'domain-verification',
  },
];

export const SYMPTOMS: readonly Symptom[] = [...SYMPTOMS_BEFORE, ...SYMPTOMS_AFTER];
