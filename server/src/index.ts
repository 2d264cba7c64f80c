import { type Core } from '@strapi/strapi';

import { endpoints } from '../../contracts';
import { startChores, stopChores } from './chores';
import { config } from './config';
import { createUrlCover } from './http/logged-url';
import { createRoutes, policies } from './http/routes';
import { type Subject } from './subject';
import { subjects } from './subjects';

export type * from './package-types';

type Context = { strapi: Core.Strapi };

const controllers: NonNullable<Subject['controllers']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.controllers),
);
const services: NonNullable<Subject['services']> = Object.assign(
  {},
  ...subjects.map((subject) => subject.services),
);
const served = endpoints.filter((endpoint) => endpoint.handler.split('.')[0]! in controllers);

/** The object Strapi loads. It only gathers: each subject's folder holds all of that subject. */
export default {
  config,
  controllers,
  services,
  policies,
  routes: createRoutes(served),

  async register(context: Context): Promise<void> {
    context.strapi.server.use(createUrlCover(endpoints));
    for (const subject of subjects) await subject.register?.(context);
  },

  async bootstrap(context: Context): Promise<void> {
    for (const subject of subjects) await subject.bootstrap?.(context);
    startChores(
      context.strapi,
      subjects.flatMap((subject) => subject.chores ?? []),
    );
  },

  async destroy(context: Context): Promise<void> {
    await stopChores(context.strapi);
    for (const subject of [...subjects].reverse()) await subject.destroy?.(context);
  },
};
