import {
  createSavedText,
  deleteSavedText,
  listSavedTexts,
  updateSavedText,
} from '../../../contracts/saved-texts';
import { type Controller, handle } from '../http/handle';
import { type Subject } from '../subject';
import { savedTextsTable } from './models';
import { createSavedTexts, savedTextsOf } from './saved-texts-service';

const controller: Controller = ({ strapi }) => ({
  find: handle(listSavedTexts, async ({ caller }) => ({
    texts: await savedTextsOf(strapi).list(caller),
  })),
  create: handle(createSavedText, async ({ caller, body }) => ({
    text: await savedTextsOf(strapi).create(caller, body),
  })),
  update: handle(updateSavedText, async ({ caller, params, body }) => ({
    text: await savedTextsOf(strapi).update(caller, params.id, body),
  })),
  delete: handle(deleteSavedText, async ({ caller, params, query }) => {
    await savedTextsOf(strapi).remove(caller, params.id, query.version);
    return { deleted: true as const };
  }),
});

/** Captions and hashtag groups to insert into posts. */
export const savedTexts: Subject = {
  models: [savedTextsTable],
  controllers: { savedTexts: controller },
  services: { savedTexts: createSavedTexts },
};
