import { type Posts } from './posts';
import { type Rules } from './rules/rules-service';

/** What the site's own code calls: `strapi.plugin('tiktok').service('posts')`. */
export type TikTokPosts = Pick<Posts, 'as' | 'hooks'>;

/** For scripts: `strapi.plugin('tiktok').service('rules')`. */
export type TikTokRules = Pick<Rules, 'exportAll' | 'importAs'>;

export type { PublicPost } from '../../contracts/front-end';
export type { PostState, PostSummary, PostView } from '../../contracts/posts';
export type { RulesExport } from '../../contracts/rules';
export type { AfterOutcome, BeforeConsent, ConsentAsked, Outcome } from './posts/people/hooks';
export type { NewDraft, OwnCode, OwnCodeFilter } from './posts/people/own-code';
