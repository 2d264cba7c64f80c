import {
  confirmReview,
  createReviewerRole,
  exportLegalPage,
  getReview,
  getReviewIcon,
  getReviewPack,
  getTroubleshooting,
  listLegalPages,
  putLegalPage,
  putReviewFacts,
  putReviewProperties,
  runReview,
  showLegalPage,
  startTestRun,
} from '../../../contracts/review';
import { legalLocale } from '../../../contracts/review-view';
import { type Controller, handle, handlePublic } from '../http/handle';
import { notFound } from '../http/problem';
import { LEGAL_CSP, renderLegal } from './legal/render';
import { reviewOf } from './review-service';
import { troubleshootingView } from './troubleshooting';

export const reviewController: Controller = ({ strapi }) => {
  const review = () => reviewOf(strapi);
  return {
    find: handle(getReview, ({ caller }) => review().view(caller)),
    troubleshooting: handle(getTroubleshooting, () => Promise.resolve(troubleshootingView())),
    run: handle(runReview, ({ caller, body }) => review().run(caller, body.mode, body.step)),
    confirm: handle(confirmReview, ({ caller, body }) =>
      review().confirm(caller, body.mode, body.check, body.confirmed),
    ),
    putFacts: handle(putReviewFacts, ({ caller, body }) =>
      review().putFacts(caller, body.version, body.facts),
    ),
    putProperties: handle(putReviewProperties, ({ caller, body }) =>
      review().putProperties(caller, body.version, body.properties),
    ),
    testRun: handle(startTestRun, ({ caller, body }) => review().testRun(caller, body)),
    createRole: handle(createReviewerRole, ({ caller }) => review().createRole(caller)),

    icon: handle(getReviewIcon, async ({ ctx }) => {
      ctx.set('Cache-Control', 'private, no-cache');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.attachment('tiktok-app-icon.png');
      ctx.type = 'image/png';
      ctx.body = await review().icon();
      return undefined;
    }),

    pack: handle(getReviewPack, async ({ ctx, caller, query }) => {
      const pack = await review().pack(caller, query.mode);
      ctx.set('Cache-Control', 'no-store');
      ctx.attachment('tiktok-review-pack.zip');
      ctx.type = 'application/zip';
      ctx.body = pack;
      return undefined;
    }),

    legalPages: handle(listLegalPages, async ({ query }) => ({
      pages: await review().legal.pages(query.locale),
      locales: legalLocale.options,
    })),
    putLegalPage: handle(putLegalPage, async ({ caller, params, body }) => ({
      page: await review().legal.change(params.kind, params.locale, body, caller.name),
    })),
    exportLegalPage: handle(exportLegalPage, async ({ ctx, params }) => {
      const { markdown } = await review().legal.page(params.kind, params.locale);
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.attachment(`${params.kind}.${params.locale}.md`);
      ctx.type = 'text/markdown; charset=utf-8';
      ctx.body = markdown;
      return undefined;
    }),
  };
};

export const legalController: Controller = ({ strapi }) => ({
  show: handlePublic(showLegalPage, async ({ ctx, params, query }) => {
    const page = await reviewOf(strapi).legal.published(params.kind, query.locale);
    if (!page) throw notFound('This page');
    ctx.set('Content-Security-Policy', LEGAL_CSP);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('Cache-Control', 'public, max-age=300');
    ctx.set('Content-Language', page.locale);
    ctx.type = 'text/html; charset=utf-8';
    ctx.body = renderLegal({ title: page.title, locale: page.locale, source: page.markdown });
    return undefined;
  }),
});
