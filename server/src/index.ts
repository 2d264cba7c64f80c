import { type Core } from '@strapi/strapi';

import { endpoints } from '../../contracts';
import { accounts } from './accounts';
import { attention } from './attention';
import { config } from './config';
import { content } from './content';
import { handover } from './handover';
import { createRoutes, policies } from './http/routes';
import { keepTables } from './keep-tables';
import { media } from './media';
import { permissions } from './permissions';
import { plan } from './plan';
import { posts } from './posts';
import { review } from './review';
import { revisions } from './revisions';
import { rules } from './rules';
import { savedTexts } from './saved-texts';
import { settings } from './settings';
import { site } from './site';
import { type Model, type Subject } from './subject';

export type * from './package-types';

/** In the order in which they boot; destroyed in reverse. */
const subjects: Subject[] = [
  permissions,
  revisions,
  settings,
  accounts,
  media,
  content,
  posts,
  plan,
  rules,
  site,
  review,
  handover,
  savedTexts,
  attention,
];

type Context = { strapi: Core.Strapi };

const models = subjects.flatMap((subject) => subject.models ?? []);
const controllers: NonNullable<Subject['controllers']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.controllers),
);
const services: NonNullable<Subject['services']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.services),
);
const served = endpoints.filter((endpoint) => endpoint.handler.split('.')[0]! in controllers);

/** Strapi writes each attribute's column name into the object it is given, so no two may share one. */
const withOwnAttributes = (model: Model): Model => ({
  ...model,
  attributes: Object.fromEntries(
    Object.entries(model.attributes).map(([name, attribute]) => [name, { ...attribute }]),
  ),
});

/** The object Strapi loads. It only gathers: each subject's folder holds all of that subject. */
export default {
  config,
  controllers,
  services,
  policies,
  routes: createRoutes(served),

  async register(context: Context): Promise<void> {
    for (const model of models) context.strapi.get('models').add(withOwnAttributes(model));
    for (const subject of subjects) await subject.register?.(context);
  },

  async bootstrap(context: Context): Promise<void> {
    await keepTables(
      context.strapi,
      models.map((model) => model.tableName),
    );
    for (const subject of subjects) await subject.bootstrap?.(context);
  },

  async destroy(context: Context): Promise<void> {
    for (const subject of [...subjects].reverse()) await subject.destroy?.(context);
  },
};
