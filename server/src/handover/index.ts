import {
  createHandover,
  createPreviewLink,
  listLinks,
  revokeLink,
} from '../../../contracts/handover';
import { listSecretLinks, revokeSecretLink } from '../../../contracts/secret-links';
import { type Controller, handle } from '../http/handle';
import { type Subject } from '../subject';
import { createLinks, linksOf } from './links-service';
import { linksTable } from './models';
import { createPages } from './pages-controller';
import { createSecretLinks, secretLinksOf } from './secret-links';

export { fill, markup } from './html';
export { type Language, LANGUAGES, languageOf } from './languages';
export { type Links, linksOf } from './links-service';
export { saidIn } from './said';
export { textsOf } from './texts';

const controller: Controller = ({ strapi }) => ({
  ...createPages({ strapi }),
  find: handle(listLinks, async ({ caller, params }) => ({
    links: await linksOf(strapi).list(caller, params.id),
  })),
  create: handle(createHandover, async ({ caller, params }) => ({
    link: await linksOf(strapi).handOver(caller, params.id),
  })),
  createPreview: handle(createPreviewLink, async ({ caller, params, body }) => ({
    link: await linksOf(strapi).preview(caller, params.id, body.hours),
  })),
  revoke: handle(revokeLink, async ({ caller, params }) => ({
    links: await linksOf(strapi).revoke(caller, params.id, params.linkId),
  })),
  all: handle(listSecretLinks, ({ caller, query }) =>
    secretLinksOf(strapi).page(caller, query.page, query.pageSize),
  ),
  revokeAny: handle(revokeSecretLink, async ({ params }) => {
    await secretLinksOf(strapi).revoke(params.kind, params.id);
    return { revoked: true as const };
  }),
});

/** What people without a login may see: the creator's hand-over, and previews of posts. */
export const handover: Subject = {
  models: [linksTable],
  controllers: { handover: controller },
  services: { links: createLinks, secretLinks: createSecretLinks },
};
