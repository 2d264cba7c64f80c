import { type FaultInput } from '../../../emulator';
import { type StoryEndpoint } from './stories';

/** What can befall one call; `where` names the endpoints it makes sense at, all if absent. */
export interface WireFault {
  name: string;
  fault: WireFaultInput;
  where?: (endpoint: StoryEndpoint) => boolean;
}

type Without<T> = T extends unknown ? Omit<T, 'endpoint' | 'handle'> : never;
export type WireFaultInput = Without<FaultInput>;

const isOAuth = (endpoint: StoryEndpoint): boolean => endpoint.startsWith('oauth.');
const isUpload = (endpoint: StoryEndpoint): boolean => endpoint === 'upload';
const isApi = (endpoint: StoryEndpoint): boolean => !isOAuth(endpoint) && !isUpload(endpoint);
/** Reading twice is reading once: for these "after" is no other case than "before". */
const hasEffect = (endpoint: StoryEndpoint): boolean =>
  !['creator_info', 'status', 'video.list'].includes(endpoint);
const hasBody = (endpoint: StoryEndpoint): boolean => !isUpload(endpoint);
const isChange = (endpoint: StoryEndpoint): boolean => hasEffect(endpoint) && hasBody(endpoint);
const isInit = (endpoint: StoryEndpoint): boolean => isApi(endpoint) && hasEffect(endpoint);

/** Longer than any pause of the emulator's own, shorter than any deadline of the plugin's. */
const A_WHILE_MS = 1_500;

const error = (code: string, more: object = {}): WireFaultInput => ({
  kind: 'error',
  code,
  ...more,
});

/** Every kind of fault the emulator knows, before and after the effect where both exist. */
export const CALL_FAULTS: readonly WireFault[] = [
  { name: 'cut before', fault: { kind: 'drop_before' } },
  { name: 'cut before, 3 times', fault: { kind: 'drop_before', times: 3 } },
  { name: 'cut after', fault: { kind: 'drop_after' }, where: hasEffect },
  { name: 'cut midway', fault: { kind: 'drop_midway' } },
  { name: '503 before', fault: { kind: 'status', status: 503 } },
  { name: '503 before, 4 times', fault: { kind: 'status', status: 503, times: 4 } },
  { name: '504 after', fault: { kind: 'status_after', status: 504 }, where: hasEffect },
  { name: '429', fault: { kind: 'status', status: 429 } },
  {
    name: 'redirect',
    fault: { kind: 'status', status: 302, headers: { location: 'http://127.0.0.1:9/' } },
  },
  { name: 'HTML before', fault: { kind: 'html' } },
  { name: 'HTML after', fault: { kind: 'html', after: true }, where: hasEffect },
  { name: 'garbage before', fault: { kind: 'garbage' } },
  { name: 'garbage after', fault: { kind: 'garbage', after: true }, where: hasEffect },
  { name: 'wrong JSON before', fault: { kind: 'wrong_json' }, where: hasBody },
  { name: 'wrong JSON after', fault: { kind: 'wrong_json', after: true }, where: isChange },
  { name: 'empty before', fault: { kind: 'empty' } },
  { name: 'empty after', fault: { kind: 'empty', after: true }, where: hasEffect },
  { name: 'late', fault: { kind: 'delay', ms: A_WHILE_MS } },
  { name: 'held', fault: { kind: 'hold', after: true }, where: hasEffect },
  { name: 'slow', fault: { kind: 'slow', ms: A_WHILE_MS }, where: hasBody },
  { name: 'never answered before', fault: { kind: 'hang' } },
  { name: 'never answered after', fault: { kind: 'hang', after: true }, where: hasEffect },
  { name: 'internal_error before', fault: error('internal_error'), where: isApi },
  { name: 'internal_error after', fault: error('internal_error', { after: true }), where: isInit },
  { name: 'access_token_invalid', fault: error('access_token_invalid'), where: isApi },
  { name: 'rate_limit_exceeded', fault: error('rate_limit_exceeded'), where: isApi },
  { name: 'invalid_params', fault: error('invalid_params'), where: isApi },
  { name: 'a code nobody knows', fault: error('brand_new_code'), where: hasBody },
  { name: 'server_error', fault: error('server_error'), where: isOAuth },
  { name: 'invalid_grant', fault: error('invalid_grant'), where: isOAuth },
  { name: '400', fault: { kind: 'status', status: 400 }, where: isUpload },
  { name: '403', fault: { kind: 'status', status: 403 }, where: isUpload },
  { name: '403 after', fault: { kind: 'status_after', status: 403 }, where: isUpload },
  { name: '404', fault: { kind: 'status', status: 404 }, where: isUpload },
  { name: '416 without words', fault: { kind: 'status', status: 416 }, where: isUpload },
];

/** What can befall TikTok's events. The first one is `complete`, or the draft's arrival. */
export const EVENT_FAULTS: readonly (WireFault & { fault: FaultInput })[] = [
  { name: 'all lost', fault: { endpoint: 'webhook', kind: 'lost', times: 99 } },
  { name: 'the first lost', fault: { endpoint: 'webhook', kind: 'lost' } },
  { name: 'the first late', fault: { endpoint: 'webhook', kind: 'late', ms: A_WHILE_MS } },
  { name: 'all late', fault: { endpoint: 'webhook', kind: 'late', ms: A_WHILE_MS, times: 99 } },
  { name: 'repeated', fault: { endpoint: 'webhook', kind: 'repeated', copies: 4, times: 99 } },
  { name: 'badly signed', fault: { endpoint: 'webhook', kind: 'badly_signed', times: 99 } },
];
