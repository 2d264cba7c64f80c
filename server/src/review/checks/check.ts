import { type ReviewFacts, type UrlProperty } from '../../../../contracts/review-facts';
import {
  type CheckResult,
  type ReviewStepId,
  type ReviewView,
} from '../../../../contracts/review-view';
import { type AppMode, type Scope, type SettingsInput } from '../../../../contracts/settings';
import { type FetchOptions, type Page } from '../fetch-page';
import { type TxtAnswer, type Via } from '../names';

/** What a check found. */
export interface Found {
  result: CheckResult;
  /** One sentence, or two. */
  message: string;
  remedy?: string | undefined;
  details?: { label: string; value: string }[] | undefined;
}

type Details = Found['details'];
export const ok = (message: string, details?: Details): Found => ({
  result: 'ok',
  message,
  details,
});
export const warning = (message: string, remedy: string, details?: Details): Found => ({
  result: 'warning',
  message,
  remedy,
  details,
});
export const failed = (message: string, remedy: string, details?: Details): Found => ({
  result: 'failed',
  message,
  remedy,
  details,
});
export const onlyYou = (message: string, details?: Details): Found => ({
  result: 'only_you_can_confirm',
  message,
  details,
});
/** It cannot be looked at yet; `remedy` says what is missing. */
export const notYet = (message: string, remedy: string): Found => ({
  result: 'not_run',
  message,
  remedy,
});

/** A file of the Media Library, as far as a check needs it. */
export type PictureFile =
  | { ok: true; format: string; width: number; height: number; bytes: number }
  | { ok: false; message: string };
export type VideoFile =
  | {
      ok: true;
      container: string | null;
      width: number | null;
      height: number | null;
      duration: number | null;
      bytes: number;
    }
  | { ok: false; message: string };

/** How the site posts, from its own posts; `sent` and the counts are of the last 30 days. */
export interface Usage {
  accounts: number;
  posts: number;
  creators: number;
  busiestDay: number;
  sent: { inbox: number; direct_post: number };
  waiting: { inbox: number; direct_post: number };
}

/** Asks an address whether it leads to this very Strapi, with everything that was sent intact. */
export interface Probe {
  address: string;
  /** What the right Strapi answers to exactly this. */
  isAnswer(page: Extract<Page, { ok: true }>): boolean;
}

/** Everything a check may look at. No secret is in it. */
export interface CheckContext {
  mode: AppMode;
  facts: ReviewFacts;
  properties: UrlProperty[];
  settings: Pick<
    SettingsInput,
    | 'mode'
    | 'shareType'
    | 'allowInbox'
    | 'allowDirectPost'
    | 'profileCard'
    | 'insights'
    | 'transfer'
    | 'audited'
  >;
  addresses: {
    /** This Strapi; null where nobody configured it. */
    publicUrl: string | null;
    mediaUrl: string | null;
    /** What the media's addresses begin with; null without a media host. */
    mediaPrefix: string | null;
    redirectUri: string;
    /** This Strapi's own callback, where a redirect URI on another domain must lead in the end. */
    ownCallback: string;
    legal: { privacy: string; terms: string; deletion: string };
  };
  /** Whether a pair of Client Key and Client Secret is there, per mode. */
  appPresent: Record<AppMode, boolean>;
  accounts: { nickname: string; scopes: readonly string[] }[];
  usage: Usage;
  /** Bytes that Strapi itself takes per upload; null where it sets none. */
  uploadLimit: number | null;
  testRun: ReviewView['testRun']['parts'];
  reviewerRoleId: number | null;

  /** What a stranger gets; each address is read once per run and resolver. */
  page(url: string, via?: Via): Promise<Page>;
  /** The same, anew, with options. */
  fetch(url: string, options?: FetchOptions): Promise<Page>;
  txt(host: string, via: Via): Promise<TxtAnswer>;
  nameOf(via: Via): string;
  picture(assetId: number): Promise<PictureFile>;
  video(assetId: number): Promise<VideoFile>;
  /** Null while nothing can be signed. */
  callbackProbe(redirectUri: string): Probe | null;
  rootProbe(publicUrl: string): Probe | null;
}

export interface Check {
  /** Never renamed: results and confirmations are stored under it. */
  id: string;
  step: ReviewStepId;
  title: string;
  /** What is looked at, or what the person is asked to confirm. */
  about: string;
  /** Absent: both. */
  modes?: readonly AppMode[];
  /** Absent: only a person can confirm it. */
  run?(context: CheckContext): Promise<Found> | Found;
}

export const scopeNames = (scopes: readonly (Scope | string)[]): string => scopes.join(', ');
