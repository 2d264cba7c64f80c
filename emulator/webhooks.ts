import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Faults } from './faults';
import { toJson, type Json } from './json';
import { type Ledger } from './ledger';
import { type Settings } from './options';
import { type Epoch, type Tasks } from './tasks';
import { type Clock, type State } from './types';

export interface WebhookEvent {
  clientKey: string;
  openId: string;
  event: string;
  /** Becomes a string that holds JSON; a bigint in it stays a raw number. */
  content: { [key: string]: Json };
  /** Default: now, in seconds. */
  createTime?: number;
  /** The ping's user_openid is a number; all others are strings. */
  numericOpenId?: boolean;
}

export interface Webhooks {
  /** Delivers in the background: signed, twice if so set, again with growing pauses until 200. */
  send(event: WebhookEvent): void;
  /** TikTok's "send test" button: `tiktok.ping`, create_time in milliseconds, numeric user_openid. */
  ping(clientKey: string): void;
}

/**
 * `t=<unix seconds>,s=<hex>` with s = HMAC-SHA256(client_secret, t + "." + rawBody) (contract 9).
 */
export const signWebhook = (clientSecret: string, seconds: number, rawBody: string): string =>
  `t=${seconds},s=${createHmac('sha256', clientSecret).update(`${seconds}.${rawBody}`).digest('hex')}`;

const post = (
  url: string,
  body: string,
  signature: string,
  signal: AbortSignal,
): Promise<number | null> =>
  new Promise((resolve) => {
    const begin = url.startsWith('https:') ? httpsRequest : httpRequest;
    const call = begin(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        timeout: 10_000,
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'tiktok-signature': signature,
          'user-agent': 'TikTok-Webhook-Emulator',
        },
      },
      (answer) => {
        answer.resume();
        answer.on('close', () => resolve(answer.statusCode ?? null));
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end(body);
  });

export const createWebhooks = (parts: {
  settings: Settings;
  clock: Clock;
  state: State;
  faults: Faults;
  ledger: Ledger;
  tasks: Tasks;
}): Webhooks => {
  const { settings, clock, state, faults, ledger, tasks } = parts;
  const seconds = () => Math.floor(clock.now() / 1000);

  const handleOf = ({ openId }: WebhookEvent): string | undefined =>
    [...state.grants.values()].find((grant) => grant.openId === openId)?.handle;

  /** One delivery with its retries. */
  const deliver = async (
    event: WebhookEvent,
    body: string,
    first: number,
    epoch: Epoch,
    badlySigned: boolean,
  ): Promise<void> => {
    const { url, retryMs, attempts, resign } = settings.webhook;
    const ours = state.apps.get(event.clientKey)?.clientSecret;
    if (url === undefined || ours === undefined) return;
    const secret = badlySigned ? `not-${ours}` : ours;
    let signature = signWebhook(secret, seconds(), body);
    const publishId = event.content.publish_id;
    for (let attempt = 0; attempt < attempts && !epoch.over; attempt += 1) {
      if (attempt > 0) {
        await epoch.pause(retryMs * 2 ** (attempt - 1));
        if (resign) signature = signWebhook(secret, seconds(), body);
      }
      if (epoch.over) return;
      const status = await post(url, body, signature, epoch.signal);
      if (epoch.over) return;
      ledger.addWebhook({
        at: clock.now(),
        event: event.event,
        publishId: typeof publishId === 'string' ? publishId : undefined,
        openId: event.openId,
        url,
        body,
        attempt: first + attempt,
        status,
      });
      if (status === 200) return;
    }
  };

  const send = (event: WebhookEvent): void => {
    const { url, delayMs, deliverTwice } = settings.webhook;
    if (url === undefined) return;
    const fault = faults.next(['webhook'], handleOf(event));
    if (fault?.kind === 'lost') return;
    const body = toJson({
      client_key: event.clientKey,
      event: event.event,
      create_time: event.createTime ?? seconds(),
      user_openid: event.numericOpenId ? BigInt(event.openId) : event.openId,
      content: toJson(event.content),
    });
    const copies = fault?.kind === 'repeated' ? fault.copies : deliverTwice ? 1 : 0;
    tasks.run(async (epoch) => {
      if (fault?.kind === 'late') await epoch.pause(fault.ms);
      for (let copy = 0; copy <= copies; copy += 1) {
        await epoch.pause(delayMs);
        await deliver(event, body, copy + 1, epoch, fault?.kind === 'badly_signed');
      }
    });
  };

  return {
    send,
    ping: (clientKey) =>
      send({
        clientKey,
        openId: '6512345678901234567',
        event: 'tiktok.ping',
        content: { reason: 'testing Webhook' },
        createTime: clock.now(),
        numericOpenId: true,
      }),
  };
};
